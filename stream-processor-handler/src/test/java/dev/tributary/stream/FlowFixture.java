package dev.tributary.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.config.Environment;
import dev.tributary.json.Json;
import dev.tributary.record.RecordId;
import dev.tributary.testing.Backoffs;
import dev.tributary.testing.FakeDynamoDb;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.FakeSns;
import dev.tributary.testing.FakeSqs;
import dev.tributary.testing.Gunzip;
import dev.tributary.testing.LambdaContext;
import dev.tributary.testing.ManualClock;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The function, by default with {@link Tally}, and everything around it in memory. */
final class FlowFixture {

    static final String TABLE = "events";
    static final Instant ARRIVAL = Instant.parse("2026-03-04T05:06:07Z");

    static final Map<String, String> SETTINGS = Map.of(
            "LAKE_BUCKET", "lake",
            "EVENT_TYPE", "tally",
            "ENTITY_FIELD", "account",
            "EVENT_PROCESSOR", Tally.class.getName(),
            "TABLE_NAME", TABLE,
            "TOPIC_ARN", "arn:aws:sns:eu-west-1:123456789012:alerts",
            "DEAD_LETTER_QUEUE_URL", "queue",
            "DEAD_LETTER_BUCKET", "failures",
            "METRICS_NAMESPACE", "Tributary");

    static final Map<String, String> NO_PROCESSOR = Map.of("EVENT_PROCESSOR", "");

    final ManualClock clock = new ManualClock(Instant.parse("2026-03-04T05:06:10Z"));
    final FakeDynamoDb dynamoDb =
            new FakeDynamoDb().table(TABLE, "entity", ScalarAttributeType.S, "item", ScalarAttributeType.S);
    final FakeS3 s3 = new FakeS3("lake", "failures");
    final FakeSqs sqs = new FakeSqs();
    final FakeSns sns = new FakeSns();

    private final StreamProcessorHandler handler;

    FlowFixture() {
        this(Map.of());
    }

    /** With these settings in place of, or beside, the usual ones. */
    FlowFixture(Map<String, String> settings) {
        this(settings, null);
    }

    /** With another DynamoDB than the one in memory, if it is given. */
    FlowFixture(Map<String, String> settings, @Nullable DynamoDbClient other) {
        Map<String, String> environment = new HashMap<>(SETTINGS);
        environment.putAll(settings);
        handler = new StreamProcessorHandler(
                StreamProcessorSettings.read(new Environment(environment)),
                new Collaborators(other == null ? dynamoDb : other, s3, sqs, sns, Backoffs.on(clock), clock));
    }

    /** An event of an account. */
    static String event(String account, String id, Object amount) {
        return "{\"account\":\"" + account + "\",\"event_id\":\"" + id + "\",\"amount\":" + amount + ",\"note\":\"" + id
                + "\"}";
    }

    /** An event that asks for something to go wrong. */
    static String wrong(String account, String what) {
        return "{\"account\":\"" + account + "\",\"amount\":1,\"do\":\"" + what + "\"}";
    }

    /** Handles records, numbered from 1; gives back the sequence number that is handed back, if one is. */
    List<String> handle(String... payloads) {
        return handle(1, payloads);
    }

    /** Handles records, numbered from the first. */
    List<String> handle(int first, String... payloads) {
        return handle(first, List.of(payloads));
    }

    List<String> handle(int first, List<String> payloads) {
        return handleBytes(
                first, payloads.stream().map(payload -> payload.getBytes(UTF_8)).toList());
    }

    List<String> handleBytes(int first, List<byte[]> payloads) {
        List<KinesisEventRecord> records = new ArrayList<>();
        for (int i = 0; i < payloads.size(); i++) {
            records.add(record(first + i, payloads.get(i)));
        }
        KinesisEvent event = new KinesisEvent();
        event.setRecords(records);
        return handler.handleRequest(event, new LambdaContext()).getBatchItemFailures().stream()
                .map(BatchItemFailure::getItemIdentifier)
                .toList();
    }

    private static KinesisEventRecord record(int sequence, byte[] payload) {
        KinesisEvent.Record kinesis = new KinesisEvent.Record();
        kinesis.setSequenceNumber(Integer.toString(sequence));
        kinesis.setPartitionKey("a");
        kinesis.setApproximateArrivalTimestamp(Date.from(ARRIVAL));
        kinesis.setData(ByteBuffer.wrap(payload));
        KinesisEventRecord record = new KinesisEventRecord();
        record.setKinesis(kinesis);
        record.setEventID("shardId-000000000000:" + sequence);
        record.setEventSourceARN("arn:aws:kinesis:eu-west-1:123456789012:stream/tally");
        return record;
    }

    static String recordId(int sequence) {
        return "tally.shardId-000000000000." + sequence + ".0";
    }

    /** The lines of the whole archive, by batch and in their order. */
    List<JsonNode> archive() {
        return s3.objects().entrySet().stream()
                .filter(object -> object.getKey().contains("events/tally/"))
                .flatMap(object -> Gunzip.lines(object.getValue().bytes()).stream())
                .map(FlowFixture::json)
                .toList();
    }

    /** The verdicts of the whole archive, by record's number. */
    Map<Integer, String> verdicts() {
        Map<Integer, String> verdicts = new HashMap<>();
        for (JsonNode line : archive()) {
            String id = line.path("recordId").textValue();
            int sequence = Integer.parseInt(RecordId.parse(id).sequence());
            if (verdicts.put(sequence, line.path("verdict").textValue()) != null) {
                throw new AssertionError(id + " is archived twice");
            }
        }
        return verdicts;
    }

    /** The dead letters, each as {@code sequence stage/reason: message}. */
    List<String> deadLetters() {
        return sqs.messages().stream()
                .map(message -> json(message.body()))
                .map(letter -> letter.at("/source/sequence").textValue() + " "
                        + letter.path("stage").textValue() + "/"
                        + letter.path("reason").textValue() + ": "
                        + letter.path("message").textValue())
                .toList();
    }

    /** The tally of an account: its total, and the notes of its events in order; empty if there is none. */
    String tally(String account) {
        return dynamoDb.items(TABLE).stream()
                .filter(item -> attribute(item, "entity").equals(account)
                        && attribute(item, "item").equals(Tally.ITEM))
                .map(item -> attribute(item, "total") + " " + attribute(item, "notes"))
                .findFirst()
                .orElse("");
    }

    /** A text or number; empty if it is not there. */
    static String attribute(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        if (value == null) {
            return "";
        }
        return value.n() == null ? value.s() : value.n();
    }

    /** The entries of events. */
    List<Map<String, AttributeValue>> entries() {
        return dynamoDb.items(TABLE).stream()
                .filter(item -> item.containsKey("recordId"))
                .toList();
    }

    /** Every call of every service that a batch makes, by operation. */
    Map<String, Integer> calls() {
        Map<String, Integer> calls = new HashMap<>();
        calls.put("read", dynamoDb.faults().calls(FakeDynamoDb.BATCH_GET));
        calls.put("write", dynamoDb.faults().calls(FakeDynamoDb.TRANSACT_WRITE));
        calls.put("put", s3.faults().calls(FakeS3.PUT));
        calls.put("head", s3.faults().calls(FakeS3.HEAD));
        calls.put("send", sqs.faults().calls(FakeSqs.SEND));
        calls.put("publish", sns.faults().calls(FakeSns.PUBLISH));
        calls.values().removeIf(count -> count == 0);
        return calls;
    }

    static List<String> numbered(int count, IntFunction<String> event) {
        return IntStream.range(0, count).mapToObj(event).toList();
    }

    static JsonNode json(String text) {
        try {
            return Json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
