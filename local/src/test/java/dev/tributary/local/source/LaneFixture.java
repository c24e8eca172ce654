package dev.tributary.local.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.source.InvocationResult.Answered;
import dev.tributary.local.source.InvocationResult.Failed;
import dev.tributary.testing.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.Record;

/** A lane under a clock that only its waits move, with a scripted function; sequence numbers are small integers. */
final class LaneFixture {

    static final Instant START = Instant.parse("2026-03-01T10:00:00.250Z");
    static final String SHARD = "shardId-000000000001";
    static final MappingIdentity IDENTITY = new MappingIdentity(
            UUID.fromString("0f0e0d0c-1111-2222-3333-444455556666"),
            "arn:aws:kinesis:eu-west-1:123456789012:stream/clicks",
            "arn:aws:lambda:eu-west-1:123456789012:function:enrich:live",
            "arn:aws:iam::123456789012:role/enrich");
    static final InvocationResult OK = answer("{\"batchItemFailures\":[]}");
    static final InvocationResult ERROR = new Failed("java.lang.IllegalStateException", "boom");

    private static final ObjectMapper JSON = new ObjectMapper();

    final ManualClock clock = new ManualClock(START);
    final List<Duration> naps = new ArrayList<>();
    final List<List<Integer>> invocations = new ArrayList<>();
    final List<GivenUpBatch> givenUp = new ArrayList<>();
    final EventSourceMapping mapping;
    final Lane lane;

    private LaneFixture(
            Map<String, ?> properties,
            Function<List<Integer>, InvocationResult> function,
            FailureDestination destination) {
        FailureDestination recorded = batch -> {
            destination.send(batch);
            givenUp.add(batch);
        };
        FunctionInvoker invoker = event -> {
            List<Integer> sequence = sequenceNumbers(event);
            invocations.add(sequence);
            return function.apply(sequence);
        };
        this.mapping = new EventSourceMapping(IDENTITY, settings(properties), invoker, recorded, clock, this::sleep);
        this.lane = mapping.lane(SHARD);
    }

    static LaneFixture of(Map<String, ?> properties, Function<List<Integer>, InvocationResult> function) {
        return new LaneFixture(properties, function, FailureDestination.NONE);
    }

    static LaneFixture of(
            Map<String, ?> properties,
            Function<List<Integer>, InvocationResult> function,
            FailureDestination destination) {
        return new LaneFixture(properties, function, destination);
    }

    static StreamMapping settings(Map<String, ?> properties) {
        Map<String, Object> complete = new HashMap<>(properties);
        complete.putIfAbsent("StartingPosition", "TRIM_HORIZON");
        return StreamMapping.fromProperties(complete);
    }

    static Map<String, Object> reporting(Map<String, ?> properties) {
        Map<String, Object> reporting = new HashMap<>(properties);
        reporting.put("FunctionResponseTypes", List.of("ReportBatchItemFailures"));
        return reporting;
    }

    /** Offers records 1 to count and resolves them all. */
    LaneFixture deliver(int count) {
        lane.offer(
                IntStream.rangeClosed(1, count).mapToObj(i -> record(i, START)).toList());
        drain();
        return this;
    }

    void drain() {
        try {
            lane.drain();
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    List<List<Integer>> givenUpRecords() {
        return givenUp.stream()
                .map(batch -> batch.records().stream()
                        .map(record -> Integer.valueOf(record.sequenceNumber()))
                        .toList())
                .toList();
    }

    static KinesisRecord record(int sequence, Instant arrival) {
        return record(sequence, "key", ("data " + sequence).getBytes(UTF_8), arrival);
    }

    static KinesisRecord record(int sequence, String key, byte[] data, Instant arrival) {
        return new KinesisRecord(Record.builder()
                .sequenceNumber(Integer.toString(sequence))
                .partitionKey(key)
                .data(SdkBytes.fromByteArray(data))
                .approximateArrivalTimestamp(arrival)
                .build());
    }

    static InvocationResult answer(String json) {
        return new Answered(json.getBytes(UTF_8));
    }

    static InvocationResult failedItems(Object... identifiers) {
        List<Map<String, Object>> items = new ArrayList<>();
        for (Object identifier : identifiers) {
            items.add(Map.of("itemIdentifier", identifier.toString()));
        }
        return answer(JSON.valueToTree(Map.of("batchItemFailures", items)).toString());
    }

    static List<Integer> sequenceNumbers(byte[] event) {
        List<Integer> numbers = new ArrayList<>();
        for (JsonNode record : json(event).path("Records")) {
            numbers.add(record.path("kinesis").path("sequenceNumber").asInt());
        }
        return numbers;
    }

    static JsonNode json(byte[] text) {
        try {
            return JSON.readTree(text);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    private void sleep(Duration duration) {
        naps.add(duration);
        clock.advance(duration);
    }
}
