package dev.tributary.inference;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.aws.Sha256;
import dev.tributary.change.OrderToken;
import dev.tributary.config.Environment;
import dev.tributary.deadletter.ClaimCheck;
import dev.tributary.deadletter.DeadLetterQueue;
import dev.tributary.inference.model.ModelId;
import dev.tributary.inference.model.ModelStore;
import dev.tributary.inference.model.OnnxFile;
import dev.tributary.inference.model.OnnxModel;
import dev.tributary.inference.score.Collaborators;
import dev.tributary.inference.score.ScoringRuns;
import dev.tributary.json.Json;
import dev.tributary.metrics.Metrics;
import dev.tributary.record.ObjectVersion;
import dev.tributary.testing.Backoffs;
import dev.tributary.testing.Crash;
import dev.tributary.testing.FakeDynamoDb;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.FakeS3.StoredObject;
import dev.tributary.testing.FakeSqs;
import dev.tributary.testing.Fault;
import dev.tributary.testing.Faults;
import dev.tributary.testing.Gunzip;
import dev.tributary.testing.LambdaContext;
import dev.tributary.testing.ManualClock;
import dev.tributary.testing.TestInvocations;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * The function and everything around it in memory, with a model of {@code public.items}: it expects a price of 100 and three times
 * the hours, less a quarter of the weight, give or take 10.
 */
final class InferenceFixture {

    static final String BUCKET = "lake";
    static final String QUEUE = "https://sqs.eu-west-1.amazonaws.com/123456789012/announcements";
    static final String DEAD_LETTERS = "https://sqs.eu-west-1.amazonaws.com/123456789012/dead-letters";
    static final String SCORES = "scores";
    static final String FOLDER = "trusted/public/items/";
    static final String SCORED = "trusted-analytics/";
    static final String QUARANTINE = "quarantine/";

    static final Map<String, String> SETTINGS = Map.of(
            "CHANGE_BUCKET", BUCKET,
            "ANNOUNCEMENT_QUEUE_URL", QUEUE,
            "MODEL", "price/7",
            "MODEL_BUCKET", BUCKET,
            "SCORE_TABLE", SCORES,
            "DEAD_LETTER_QUEUE_URL", DEAD_LETTERS,
            "DEAD_LETTER_BUCKET", "failures",
            "METRICS_NAMESPACE", "Tributary");

    private static final byte[] MODEL = OnnxFile.linear(OnnxFile.FLOAT, 100, 3, -0.25);

    static final String SHA256 = HexFormat.of().formatHex(Sha256.of(MODEL));

    private static final String MANIFEST = """
            {"name": "price", "version": "7", "sha256": "%s", "table": "public.items", "key": ["id"],
             "input": {"name": "input", "type": "float", "width": 2},
             "features": [{"column": "hours", "kind": "number"}, {"column": "weight", "kind": "number", "impute": 4}],
             "prediction": {"name": "output", "type": "float", "width": 1},
             "score": {"kind": "distanceFromRange", "observed": "price", "halfWidth": 10}}""".formatted(SHA256);

    final ManualClock clock = new ManualClock(Instant.parse("2026-03-04T05:06:10Z"));
    final FakeS3 s3 = new FakeS3(BUCKET, "failures");
    final FakeSqs sqs = new FakeSqs();
    final FakeDynamoDb dynamoDb = new FakeDynamoDb().table(SCORES, "key", ScalarAttributeType.S);

    private final Map<String, String> settings = new HashMap<>(SETTINGS);
    private final DynamoDbClient ledger;
    private MlInferenceHandler handler;
    private int attempts;
    private boolean isDead;

    InferenceFixture() {
        this(Map.of());
    }

    /** With these settings in place of, or beside, the usual ones. */
    InferenceFixture(Map<String, String> others) {
        this(others, null);
    }

    /** With another DynamoDB, if there is one. */
    InferenceFixture(Map<String, String> others, @Nullable DynamoDbClient ledger) {
        this.ledger = ledger == null ? dynamoDb : ledger;
        settings.putAll(others);
        s3.place(BUCKET, "models/price/7/manifest.json", MANIFEST.getBytes(UTF_8));
        s3.place(BUCKET, "models/price/7/model.onnx", MODEL);
        handler = newHandler();
    }

    /** Kills the process at a call; whatever it would do afterwards, it does not. */
    void killAt(Faults faults, String operation, int nth, Fault.Effect effect) {
        faults.follow((called, number) -> {
            if (isDead || !called.equals(operation) || number != nth) {
                return null;
            }
            isDead = true;
            return new Fault(new Crash("at " + operation), effect);
        });
        for (Faults all : List.of(s3.faults(), sqs.faults(), dynamoDb.faults())) {
            all.follow((called, number) -> isDead ? new Fault(new Crash("dead"), Fault.Effect.NONE) : null);
        }
    }

    /** Another execution environment. */
    void restart() {
        isDead = false;
        handler = newHandler();
    }

    private MlInferenceHandler newHandler() {
        return new MlInferenceHandler(InferenceSettings.read(new Environment(settings)), collaborators());
    }

    private Collaborators collaborators() {
        return new Collaborators(s3, sqs, ledger, Backoffs.on(clock), clock, () -> "attempt" + ++attempts);
    }

    /** What the handler has within it. */
    ScoringRuns runs() {
        OnnxModel model = new ModelStore(s3, Optional.of(BUCKET))
                .open(new ModelId("price", "7"), TestInvocations.in(Duration.ofSeconds(8), clock));
        return new ScoringRuns(
                InferenceSettings.read(new Environment(settings)).run("public.items"),
                model,
                new DeadLetterQueue(sqs, DEAD_LETTERS, new ClaimCheck(s3, "failures"), Backoffs.on(clock)),
                new Metrics("Tributary", clock, System.out),
                collaborators());
    }

    /** A row of the trusted zone. */
    static String row(String op, int order, String columns) {
        boolean isDeleted = op.equals("delete") || op.equals("truncate");
        String separator = columns.isEmpty() ? "" : ", ";
        return "{" + columns.replace('\'', '"') + separator
                + """
                "_op": "%s", "_committed_at": "2026-03-04T0%d:00:00Z", "_order": "%s", "_deleted": %s,
                 "_source_object": "s3://lake/raw/1"}""".formatted(op, order % 5, order(order), isDeleted).replace("\n", "");
    }

    /** A row with a price. */
    static String item(int id, int order, int hours, int price) {
        return row("update", order, "'id': %d, 'hours': %d, 'weight': 0, 'price': %d".formatted(id, hours, price));
    }

    static String order(int order) {
        return OrderToken.ofChange(List.of(Integer.toString(order))).text();
    }

    /** Puts rows there as an object of a day, without telling of it; gives back its key. */
    String place(int day, String name, String... rows) {
        String key = FOLDER + "year=2026/month=03/day=0" + day + "/" + name + ".jsonl.gz";
        s3.place(BUCKET, key, gzip(String.join("\n", rows)));
        return key;
    }

    /** Puts rows there, and has S3 tell of it. */
    String announce(String name, String... rows) {
        String key = place(4, name, rows);
        tell(key);
        return key;
    }

    /** Has S3 tell of an object. */
    void tell(String... keys) {
        StringBuilder records = new StringBuilder();
        for (String key : keys) {
            records.append(records.isEmpty() ? "" : ", ").append(record(BUCKET, key));
        }
        sqs.place(QUEUE, "{\"Records\": [" + records + "]}");
    }

    String record(String bucket, String key) {
        StoredObject stored = s3.objects().get(bucket + "/" + key);
        String version = stored == null ? "version-none" : stored.versionId();
        return """
                {"eventSource": "aws:s3", "eventName": "ObjectCreated:Put", "eventTime": "2026-03-04T05:06:07.890Z",
                 "s3": {"bucket": {"name": "%s"}, "object": {"key": "%s", "versionId": "%s"}}}""".formatted(bucket, URLEncoder.encode(key, UTF_8), version);
    }

    /** The identity of what stands under a key. */
    String identity(String key) {
        String version = s3.object(BUCKET, key).versionId();
        return new ObjectVersion(BUCKET, key, Optional.of(version), Optional.empty()).identity();
    }

    /** A run by the schedule; gives back the answer. */
    JsonNode run() {
        return run("{}");
    }

    JsonNode run(String event) {
        return run(event, new LambdaContext());
    }

    JsonNode run(String event, LambdaContext context) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            handler.handleRequest(new ByteArrayInputStream(event.getBytes(UTF_8)), answer, context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return json(answer.toString(UTF_8));
    }

    /** All objects below a prefix, by key. */
    Map<String, StoredObject> objects(String prefix) {
        Map<String, StoredObject> found = new TreeMap<>();
        s3.objects().forEach((name, object) -> {
            if (name.startsWith(BUCKET + "/" + prefix)) {
                found.put(name.substring(BUCKET.length() + 1), object);
            }
        });
        return found;
    }

    /** The lines of all objects below a prefix. */
    List<ObjectNode> lines(String prefix) {
        return objects(prefix).values().stream()
                .flatMap(object -> Gunzip.lines(object.bytes()).stream())
                .map(InferenceFixture::json)
                .toList();
    }

    /** What was scored, each as {@code id@order}; a truncation has no id. */
    List<String> scored() {
        return lines(SCORED).stream()
                .map(line -> line.at("/key/id").asText() + "@"
                        + line.path("_order").asText().replaceFirst("^1\\.\\d\\d", ""))
                .sorted()
                .toList();
    }

    List<String> waiting() {
        return sqs.bodies(QUEUE);
    }

    List<ObjectNode> letters() {
        return sqs.bodies(DEAD_LETTERS).stream().map(InferenceFixture::json).toList();
    }

    /** The order that the ledger has of a key; empty if none. */
    Optional<String> ledger(int id) {
        return dynamoDb.items(SCORES).stream()
                .filter(item -> text(item, "key").equals("price/7#public.items#{\"id\":" + id + "}"))
                .map(item -> text(item, "order"))
                .findAny();
    }

    static String text(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? "" : value.s();
    }

    static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) Json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
