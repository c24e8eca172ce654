package dev.tributary.enrichment;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.config.Environment;
import dev.tributary.json.Json;
import dev.tributary.testing.Backoffs;
import dev.tributary.testing.FakeDynamoDb;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.FakeSqs;
import dev.tributary.testing.Gunzip;
import dev.tributary.testing.LambdaContext;
import dev.tributary.testing.ManualClock;
import dev.tributary.testing.Records;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The function, by default joining events with user profiles, and everything around it in memory. */
final class HandlerFixture {

    static final Duration AGE = Duration.ofSeconds(3);

    static final Map<String, String> SETTINGS = Map.of(
            "LAKE_BUCKET", "lake",
            "LAKE_DATASET", "events",
            "ENRICHMENT_SOURCES", """
                    [{"name": "user", "table": "user-profiles", "key": {"user_id": "/user_id"},
                      "attributes": ["name", "email", "segment", "location"], "into": "user"}]""",
            "DEAD_LETTER_QUEUE_URL", "queue",
            "DEAD_LETTER_BUCKET", "failures",
            "METRICS_NAMESPACE", "Tributary");

    final ManualClock clock = new ManualClock(Records.ARRIVAL.plus(AGE));
    final FakeDynamoDb dynamoDb = new FakeDynamoDb().table("user-profiles", "user_id", ScalarAttributeType.S);
    final FakeS3 s3 = new FakeS3("lake", "failures");
    final FakeSqs sqs = new FakeSqs();

    private final EnrichmentHandler handler;
    private int lastSequence;

    HandlerFixture(EventEnricher... enrichers) {
        this(Map.of(), enrichers);
    }

    /** With these settings in place of, or beside, the usual ones. */
    HandlerFixture(Map<String, String> settings, EventEnricher... enrichers) {
        Map<String, String> environment = new HashMap<>(SETTINGS);
        environment.putAll(settings);
        handler = new EnrichmentHandler(
                KinesisSettings.read(new Environment(environment)),
                new Collaborators(dynamoDb, s3, sqs, List.of(enrichers), Backoffs.on(clock), clock));
        addUser("user123", "John Doe", "premium", "New York");
        addUser("user456", "Jane Smith", "standard", "California");
    }

    static HandlerFixture withSources(String sources) {
        return new HandlerFixture(Map.of("ENRICHMENT_SOURCES", sources));
    }

    private void addUser(String id, String name, String segment, String location) {
        dynamoDb.item(
                "user-profiles",
                Map.of(
                        "user_id", AttributeValue.fromS(id),
                        "name", AttributeValue.fromS(name),
                        "email", AttributeValue.fromS(id + "@example.com"),
                        "segment", AttributeValue.fromS(segment),
                        "location", AttributeValue.fromS(location),
                        "password_hash", AttributeValue.fromS("not wanted")));
    }

    /** Handles the next records of the stream; gives back the sequence numbers that are answered as not done. */
    List<String> handle(String... payloads) {
        return handle(Arrays.stream(payloads).map(text -> text.getBytes(UTF_8)).toList());
    }

    List<String> handle(List<byte[]> payloads) {
        return handle(nextEvent(payloads));
    }

    List<String> handle(@Nullable KinesisEvent event) {
        return respond(event).getBatchItemFailures().stream()
                .map(BatchItemFailure::getItemIdentifier)
                .toList();
    }

    StreamsEventResponse respond(@Nullable KinesisEvent event) {
        return handler.handleRequest(event, new LambdaContext());
    }

    /** An event of the next records of the stream, numbered from 1. */
    KinesisEvent nextEvent(List<byte[]> payloads) {
        List<KinesisEventRecord> records = new ArrayList<>();
        payloads.forEach(payload -> records.add(record(Integer.toString(++lastSequence), payload)));
        KinesisEvent event = new KinesisEvent();
        event.setRecords(records);
        return event;
    }

    private static KinesisEventRecord record(String sequence, byte[] payload) {
        KinesisEvent.Record kinesis = new KinesisEvent.Record();
        kinesis.setSequenceNumber(sequence);
        kinesis.setPartitionKey(Records.PARTITION_KEY);
        kinesis.setApproximateArrivalTimestamp(Date.from(Records.ARRIVAL));
        kinesis.setData(ByteBuffer.wrap(payload));
        KinesisEventRecord record = new KinesisEventRecord();
        record.setEventID(Records.SHARD + ":" + sequence);
        record.setEventSourceARN(Records.SOURCE.arn());
        record.setKinesis(kinesis);
        return record;
    }

    /** The lines of the batch that began with this record. */
    List<String> lines(int firstSequence) {
        String key = "enriched-data/events/year=2026/month=03/day=04/hour=05/" + Records.id(firstSequence);
        return Gunzip.lines(s3.object("lake", key + ".jsonl.gz").bytes());
    }

    /** What became of one event, which is the first of the stream. */
    JsonNode enrich(String payload) {
        if (!handle(payload).isEmpty() || lines(1).size() != 1) {
            throw new AssertionError("not enriched: " + sqs.messages());
        }
        return json(lines(1).get(0));
    }

    /** Why an event, which is the first of the stream, is set aside, as {@code stage/reason: message}. */
    String rejection(String payload) {
        handle(payload);
        if (sqs.messages().size() != 1) {
            throw new AssertionError(sqs.messages().size() + " dead letters (expected: 1)");
        }
        JsonNode letter = deadLetter(0);
        return letter.path("stage").textValue() + "/" + letter.path("reason").textValue() + ": "
                + letter.path("message").textValue();
    }

    JsonNode deadLetter(int index) {
        return json(sqs.messages().get(index).body());
    }

    static JsonNode json(String text) {
        try {
            return Json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
