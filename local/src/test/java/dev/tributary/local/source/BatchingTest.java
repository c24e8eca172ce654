package dev.tributary.local.source;

import static dev.tributary.local.source.LaneFixture.OK;
import static dev.tributary.local.source.LaneFixture.SHARD;
import static dev.tributary.local.source.LaneFixture.START;
import static dev.tributary.local.source.LaneFixture.record;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchingTest {

    private static final Map<String, Object> WINDOW = Map.of("BatchSize", 3, "MaximumBatchingWindowInSeconds", 5);

    @Test
    void shouldEndABatchAtTheBatchSize() {
        LaneFixture fixture =
                LaneFixture.of(Map.of("BatchSize", 2), records -> OK).deliver(5);

        assertThat(fixture.invocations).containsExactly(List.of(1, 2), List.of(3, 4), List.of(5));
    }

    @Test
    void shouldSendWhatIsThereWithoutAWindow() throws InterruptedException {
        LaneFixture fixture = LaneFixture.of(Map.of(), records -> OK);

        fixture.lane.offer(List.of(record(1, START)));
        fixture.lane.deliverReady();

        assertThat(fixture.invocations).containsExactly(List.of(1));
    }

    @Test
    void shouldGatherUntilTheWindowClosesAfterTheFirstRecord() throws InterruptedException {
        LaneFixture fixture = LaneFixture.of(WINDOW, records -> OK);

        fixture.lane.offer(List.of(record(1, START)));
        fixture.clock.advance(Duration.ofMillis(4_999));
        fixture.lane.offer(List.of(record(2, START)));
        fixture.lane.deliverReady();
        assertThat(fixture.invocations).isEmpty();

        fixture.clock.advance(Duration.ofMillis(1));
        fixture.lane.deliverReady();
        assertThat(fixture.invocations).containsExactly(List.of(1, 2));
    }

    @Test
    void shouldNotWaitForTheWindowWhenTheBatchIsFull() throws InterruptedException {
        LaneFixture fixture = LaneFixture.of(WINDOW, records -> OK);

        fixture.lane.offer(List.of(record(1, START), record(2, START), record(3, START), record(4, START)));
        fixture.lane.deliverReady();

        assertThat(fixture.invocations).containsExactly(List.of(1, 2, 3));
    }

    @Test
    void shouldEndABatchBeforeItsEventExceedsSixMegabytes() {
        List<Integer> sizes = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        EventSourceMapping mapping = new EventSourceMapping(
                LaneFixture.IDENTITY,
                LaneFixture.settings(Map.of("BatchSize", 100, "MaximumBatchingWindowInSeconds", 300)),
                event -> {
                    sizes.add(event.length);
                    counts.add(LaneFixture.sequenceNumbers(event).size());
                    return OK;
                },
                FailureDestination.NONE,
                new ManualClock(START),
                duration -> {});
        Lane lane = mapping.lane(SHARD);
        byte[] data = new byte[1_000_000];
        List<KinesisRecord> records = IntStream.rangeClosed(1, 9)
                .mapToObj(i -> record(i, "key", data, START))
                .toList();

        lane.offer(records.subList(0, 4));
        deliverReady(lane);
        assertThat(counts).isEmpty();
        lane.offer(records.subList(4, 9));
        deliverReady(lane);

        assertThat(counts).containsExactly(4, 4);
        assertThat(sizes).allMatch(size -> size <= 6_291_456);
    }

    @Test
    void shouldFillTheEventToTheLastByte() {
        int recordBytes =
                EventForm.FUNCTION.ofRecord(LaneFixture.IDENTITY, SHARD, record(1, "key", new byte[0], START)).length;
        int room = 6_291_456 - EventForm.FUNCTION.frameBytes() - 1 - 2 * recordBytes;
        byte[] half = new byte[room / 8 * 3];
        int padding = room - 2 * (room / 8 * 4);
        List<Integer> sizes = new ArrayList<>();
        EventSourceMapping mapping = new EventSourceMapping(
                LaneFixture.IDENTITY,
                LaneFixture.settings(Map.of()),
                event -> {
                    sizes.add(event.length);
                    return OK;
                },
                FailureDestination.NONE,
                new ManualClock(START),
                duration -> {});
        Lane exact = mapping.lane(SHARD);
        exact.offer(List.of(record(1, "key", half, START), record(2, "key" + "x".repeat(padding), half, START)));
        deliverReady(exact);
        Lane over = mapping.lane(SHARD);
        over.offer(List.of(record(1, "key", half, START), record(2, "key" + "x".repeat(padding + 1), half, START)));
        deliverReady(over);

        assertThat(sizes).hasSize(3).first().isEqualTo(6_291_456);
    }

    @Test
    void shouldWriteTheEventThatLambdaSends() {
        List<JsonNode> events = new ArrayList<>();
        EventSourceMapping mapping = new EventSourceMapping(
                LaneFixture.IDENTITY,
                LaneFixture.settings(Map.of()),
                event -> {
                    events.add(LaneFixture.json(event));
                    return OK;
                },
                FailureDestination.NONE,
                new ManualClock(START),
                duration -> {});
        Lane lane = mapping.lane(SHARD);
        lane.offer(List.of(record(7, "k\"é", new byte[] {0, -1, 2}, START)));
        deliverReady(lane);

        JsonNode record = events.get(0).path("Records").path(0);
        assertThat(record.path("eventSource").asText()).isEqualTo("aws:kinesis");
        assertThat(record.path("eventVersion").asText()).isEqualTo("1.0");
        assertThat(record.path("eventName").asText()).isEqualTo("aws:kinesis:record");
        assertThat(record.path("eventID").asText()).isEqualTo("shardId-000000000001:7");
        assertThat(record.path("invokeIdentityArn").asText()).isEqualTo("arn:aws:iam::123456789012:role/enrich");
        assertThat(record.path("awsRegion").asText()).isEqualTo("eu-west-1");
        assertThat(record.path("eventSourceARN").asText()).endsWith(":stream/clicks");
        JsonNode kinesis = record.path("kinesis");
        assertThat(kinesis.path("kinesisSchemaVersion").asText()).isEqualTo("1.0");
        assertThat(kinesis.path("partitionKey").asText()).isEqualTo("k\"é");
        assertThat(kinesis.path("sequenceNumber").asText()).isEqualTo("7");
        assertThat(Base64.getDecoder().decode(kinesis.path("data").asText())).containsExactly(0, -1, 2);
        assertThat(kinesis.path("approximateArrivalTimestamp").decimalValue()).isEqualByComparingTo("1772359200.250");
    }

    private static void deliverReady(Lane lane) {
        try {
            lane.deliverReady();
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }
}
