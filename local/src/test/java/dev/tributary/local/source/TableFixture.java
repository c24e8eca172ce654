package dev.tributary.local.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Pollers of a table's stream that keep the entries which their function took. */
final class TableFixture implements AutoCloseable {

    static final MappingIdentity IDENTITY = new MappingIdentity(
            UUID.fromString("0f0e0d0c-1111-2222-3333-444455556666"),
            "arn:aws:dynamodb:eu-west-1:123456789012:table/activities/stream/2026-03-01T09:00:00.000",
            "arn:aws:lambda:eu-west-1:123456789012:function:audit:live",
            "arn:aws:iam::123456789012:role/audit");

    final List<JsonNode> entries = Collections.synchronizedList(new ArrayList<>());
    private final List<StreamPoller> pollers = new ArrayList<>();

    StreamPoller start(DynamoDbStreamsClient streams, String streamArn, Map<String, ?> properties) {
        return start(streams, streamArn, properties, this::take);
    }

    StreamPoller start(
            DynamoDbStreamsClient streams,
            String streamArn,
            Map<String, ?> properties,
            Function<JsonNode, InvocationResult> function) {
        EventSourceMapping mapping = new EventSourceMapping(
                IDENTITY,
                LaneFixture.settings(properties),
                event -> function.apply(LaneFixture.json(event).path("Records")),
                FailureDestination.NONE,
                Clock.systemUTC(),
                duration -> Waiting.SYSTEM.sleep(Duration.ofMillis(1)));
        StreamPoller poller = new StreamPoller(mapping, new DynamoDbReader(streams, streamArn));
        pollers.add(poller);
        poller.start();
        return poller;
    }

    InvocationResult take(JsonNode records) {
        records.forEach(entries::add);
        return LaneFixture.OK;
    }

    List<Integer> sequenceNumbers() {
        return List.copyOf(entries).stream()
                .map(entry -> entry.at("/dynamodb/SequenceNumber").asInt())
                .toList();
    }

    static void awaitIdle(StreamPoller poller) {
        while (!poller.isIdle()) {
            Thread.onSpinWait();
        }
    }

    static Record change(int sequence, String key, Instant arrival) {
        return change(sequence, arrival, Map.of("id", AttributeValue.fromS(key)), Map.of());
    }

    /** An insert; the image is the keys and the attributes. */
    static Record change(
            int sequence, Instant arrival, Map<String, AttributeValue> keys, Map<String, AttributeValue> attributes) {
        Map<String, AttributeValue> image = new HashMap<>(keys);
        image.putAll(attributes);
        return Record.builder()
                .eventID("event-" + sequence)
                .eventName(OperationType.INSERT)
                .eventVersion("1.1")
                .eventSource("aws:dynamodb")
                .awsRegion("ddblocal")
                .dynamodb(change -> change.approximateCreationDateTime(arrival)
                        .keys(keys)
                        .newImage(image)
                        .sequenceNumber(Integer.toString(sequence))
                        .sizeBytes(26L)
                        .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES))
                .build();
    }

    @Override
    public void close() {
        pollers.forEach(StreamPoller::close);
    }
}
