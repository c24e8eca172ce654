package dev.tributary.samples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.local.backend.Clients;
import dev.tributary.local.backend.EmbeddedBackend;
import dev.tributary.local.invoke.EventObjects;
import dev.tributary.local.provision.Provisioner;
import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.local.template.Template;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sqs.model.Message;

/** The embedded services with all that the template describes, on which sample events run one after the other. */
final class SampleServices implements AutoCloseable {

    static final Map<String, String> PARAMETERS = Map.of("LoadSampleData", "true");

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String INFERENCE = "Inference/MlInferenceFunction";
    private static final Path ROWS = Path.of("trusted/public/employees/year=2026/month=01/day=15/sample.jsonl");

    private final EmbeddedBackend backend;
    private final Template template;

    private SampleServices(EmbeddedBackend backend) {
        this.backend = backend;
        this.template = Template.read(Sample.ROOT.resolve("template.yaml"), PARAMETERS, backend::queueUrl);
    }

    static SampleServices start() {
        SampleServices services = new SampleServices(EmbeddedBackend.start());
        new Provisioner(services.backend).provision(services.template);
        return services;
    }

    EmbeddedBackend backend() {
        return backend;
    }

    List<FunctionDefinition> functions() {
        return template.functions();
    }

    FunctionDefinition function(String logicalId) {
        return functions().stream()
                .filter(one -> one.logicalId().equals(logicalId))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no function " + logicalId));
    }

    /** Leaves nothing of earlier events; and for a run of inference, puts the rows there that lie beside its events. */
    void prepare(Sample sample) {
        clear();
        if (sample.function().equals(INFERENCE)) {
            String bucket = variable(INFERENCE, "CHANGE_BUCKET");
            ObjectNode object = put(
                    bucket, ROWS.toString(), Sample.FOLDER.resolve("Inference").resolve(ROWS));
            String notification = "{\"Records\": [{\"eventSource\": \"aws:s3\", \"eventName\": \"ObjectCreated:Put\","
                    + " \"eventTime\": \"2026-01-15T10:32:00.412Z\", \"s3\": {\"bucket\": {\"name\": \"" + bucket
                    + "\"}, \"object\": " + object + "}}]}";
            clients().sqs().sendMessage(send -> send.queueUrl(variable(INFERENCE, "ANNOUNCEMENT_QUEUE_URL"))
                    .messageBody(notification));
        }
    }

    /** The event, when the object that it tells of is in its bucket. */
    byte[] withObject(Sample sample) throws IOException {
        return new EventObjects(
                        MAPPER, sample.path().resolveSibling(""), clients().s3(), told -> {})
                .put(Files.readAllBytes(sample.path()));
    }

    /** Puts a file there; what S3 tells of it. */
    private ObjectNode put(String bucket, String key, Path file) {
        String tag = clients()
                .s3()
                .putObject(call -> call.bucket(bucket).key(key), RequestBody.fromFile(file))
                .eTag();
        return MAPPER.createObjectNode().put("key", key).put("eTag", tag.replace("\"", ""));
    }

    /**
     * What came of an event that its function answered, as {@code 4 in enriched-data/; dead letters: MALFORMED_JSON}: lines of
     * objects by folder, records that a pipe gets back, records that Lambda is to try again, and the reasons of dead letters.
     */
    String outcome(Sample sample, JsonNode answer) throws IOException {
        List<String> parts = new ArrayList<>();
        if (answer.isArray()) {
            parts.add(answer.size() + " handed back");
        }
        for (Map.Entry<String, Integer> folder : lines().entrySet()) {
            if (folder.getValue() > 0) {
                parts.add(folder.getValue() + " in " + folder.getKey() + "/");
            }
        }
        if (!answer.path("batchItemFailures").isEmpty()) {
            parts.add(answer.path("batchItemFailures").size() + " to be tried again");
        }
        String reasons = reasons(variable(sample.function(), "DEAD_LETTER_QUEUE_URL"));
        if (!reasons.isEmpty()) {
            parts.add("dead letters: " + reasons);
        }
        return parts.isEmpty() ? "nothing" : String.join("; ", parts);
    }

    private Map<String, Integer> lines() throws IOException {
        Map<String, Integer> lines = new TreeMap<>();
        for (String bucket : buckets()) {
            for (S3Object object : objects(bucket)) {
                if (object.key().endsWith(".gz")) {
                    byte[] bytes = clients()
                            .s3()
                            .getObjectAsBytes(call -> call.bucket(bucket).key(object.key()))
                            .asByteArray();
                    // A batch without a good record leaves an object too, with no lines.
                    lines.merge(object.key().replaceFirst("/.*", ""), count(bytes), Integer::sum);
                }
            }
        }
        return lines;
    }

    private static int count(byte[] gzip) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return (int) new String(in.readAllBytes(), UTF_8).lines().count();
        }
    }

    private String reasons(String queueUrl) throws IOException {
        List<String> reasons = new ArrayList<>();
        for (Message message : drain(queueUrl)) {
            reasons.add(MAPPER.readTree(message.body()).path("reason").asText());
        }
        return reasons.stream().sorted().collect(joining(", "));
    }

    private void clear() {
        for (String bucket : buckets()) {
            objects(bucket).forEach(object -> clients().s3().deleteObject(call -> call.bucket(bucket)
                    .key(object.key())));
        }
        for (String variable : List.of("DEAD_LETTER_QUEUE_URL", "ANNOUNCEMENT_QUEUE_URL")) {
            values(variable).forEach(this::drain);
        }
        for (String variable : List.of("TABLE_NAME", "SCORE_TABLE")) {
            values(variable).forEach(this::empty);
        }
    }

    private void empty(String table) {
        Set<String> key = clients().dynamoDb().describeTable(call -> call.tableName(table)).table().keySchema().stream()
                .map(KeySchemaElement::attributeName)
                .collect(Collectors.toSet());
        for (Map<String, AttributeValue> item :
                clients().dynamoDb().scan(call -> call.tableName(table)).items()) {
            Map<String, AttributeValue> keyOfItem = new HashMap<>(item);
            keyOfItem.keySet().retainAll(key);
            clients().dynamoDb().deleteItem(call -> call.tableName(table).key(keyOfItem));
        }
    }

    private List<Message> drain(String queueUrl) {
        List<Message> all = new ArrayList<>();
        List<Message> some;
        do {
            some = clients()
                    .sqs()
                    .receiveMessage(call ->
                            call.queueUrl(queueUrl).maxNumberOfMessages(10).waitTimeSeconds(0))
                    .messages();
            some.forEach(message -> clients().sqs().deleteMessage(call -> call.queueUrl(queueUrl)
                    .receiptHandle(message.receiptHandle())));
            all.addAll(some);
        } while (!some.isEmpty());
        return all;
    }

    private List<String> buckets() {
        return template.resources().stream()
                .filter(resource -> resource.type().equals("AWS::S3::Bucket"))
                .map(resource -> resource.physicalName())
                .toList();
    }

    private List<S3Object> objects(String bucket) {
        return clients().s3().listObjectsV2Paginator(call -> call.bucket(bucket)).contents().stream()
                .toList();
    }

    /** The values of a variable of all functions that have it. */
    private List<String> values(String variable) {
        return functions().stream()
                .flatMap(function -> Stream.ofNullable(function.environment().get(variable)))
                .distinct()
                .toList();
    }

    private String variable(String logicalId, String name) {
        return function(logicalId).environment().getOrDefault(name, "");
    }

    private Clients clients() {
        return backend.clients();
    }

    @Override
    public void close() {
        backend.close();
    }
}
