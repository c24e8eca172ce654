package dev.tributary.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.change.ChangeRow;
import dev.tributary.change.InvalidChangeException;
import dev.tributary.change.LatestState;
import dev.tributary.local.backend.Backend;
import dev.tributary.local.function.FunctionHost;
import dev.tributary.local.source.InvocationResult;
import dev.tributary.scenarios.Found.LakeObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** The system of change data: raw objects to put, and what became of them. */
final class ChangedTables {

    static final Parts PARTS = new Parts("ChangeData/CdcTransformFunction", "ChangeData/ChangeStream", "");
    static final String EMPLOYEES = "trusted/public/employees/" + Changes.DAY;

    /** This system alone, with one shard, which has one order, and raw objects without a wait. */
    static final Map<String, String> PARAMETERS = Map.of(
            "DeployEnrichment", "false",
            "DeployPipes", "false",
            "DeployAudit", "false",
            "DeployIngestion", "false",
            "ChangeShardCount", "1",
            "ChangeDeliveryBufferSeconds", "0");

    private static final String BUCKET = "ChangeData/ChangeBucket";

    private final Backend backend;
    private final Deployed system;

    ChangedTables(Backend backend, Deployed system) {
        this.backend = backend;
        this.system = system;
    }

    Deployed system() {
        return system;
    }

    /** Puts changes into the stream, in order. */
    void send(String... changes) {
        system.send(List.of(changes).stream()
                .map(change -> Event.of("public.employees", change))
                .toList());
    }

    /** Puts a raw object into the bucket. */
    void put(String name, byte[] content) {
        backend.clients()
                .s3()
                .putObject(call -> call.bucket(bucket()).key("raw/" + name), RequestBody.fromBytes(content));
    }

    void put(String name, String content) {
        put(name, content.getBytes(UTF_8));
    }

    /** What S3 tells of the raw object of this name, as it is now. */
    byte[] event(String name) {
        return eventOf("raw/" + name);
    }

    /** What S3 tells of the object with this key, as it is now. */
    byte[] eventOf(String key) {
        HeadObjectResponse head =
                backend.clients().s3().headObject(call -> call.bucket(bucket()).key(key));
        String version = head.versionId() == null ? "" : ", 'versionId': '" + head.versionId() + "'";
        return Changes.quoted("{'Records': [{'eventSource': 'aws:s3', 'eventName': 'ObjectCreated:Put',"
                        + " 'eventTime': '2026-03-04T05:06:07.890Z', 's3': {'bucket': {'name': '" + bucket()
                        + "'}, 'object': {'key': '" + key + "', 'eTag': '"
                        + head.eTag().replace("\"", "") + "'" + version + "}}}]}")
                .getBytes(UTF_8);
    }

    /** Invokes the function with an event, which it must handle. */
    void redeliver(FunctionHost function, byte[] event) {
        InvocationResult result = function.invoke(event);
        if (!(result instanceof InvocationResult.Answered)) {
            throw new AssertionError(result);
        }
    }

    String bucket() {
        return system.physicalName(BUCKET);
    }

    /** In the order of their keys. */
    List<LakeObject> objects(String prefix) {
        return system.found().objects(BUCKET, prefix);
    }

    /** Of all zones but the raw one: what is there, and the digest of its bytes. */
    Map<String, String> digests() {
        Map<String, String> digests = new TreeMap<>();
        backend.clients().s3().listObjectsV2Paginator(call -> call.bucket(bucket())).contents().stream()
                .filter(object -> !object.key().startsWith("raw/"))
                .forEach(object -> digests.put(object.key(), object.eTag()));
        return digests;
    }

    List<JsonNode> lines(String prefix) {
        return objects(prefix).stream()
                .flatMap(object -> object.lines().stream())
                .toList();
    }

    /** The ids of employees that there are, by the rows of the trusted zone, in order, and the notes of each. */
    Map<Integer, String> employees() {
        LatestState state = new LatestState(List.of("id"));
        for (JsonNode line : lines(EMPLOYEES)) {
            try {
                state.apply(ChangeRow.parse((ObjectNode) line));
            } catch (InvalidChangeException e) {
                throw new AssertionError(line.toString(), e);
            }
        }
        Map<Integer, String> employees = new TreeMap<>();
        state.rows()
                .forEach(row ->
                        employees.put(row.path("id").asInt(), row.path("notes").asText()));
        return employees;
    }

    /** Takes out of its queue what Lambda told of events that it gave up. */
    List<JsonNode> failedEvents() {
        String name = system.physicalName("ChangeData/FailedEventsQueue");
        String url = backend.clients()
                .sqs()
                .getQueueUrl(call -> call.queueName(name))
                .queueUrl();
        return system.found().messages(url).stream()
                .map(message -> Found.json(message.body()))
                .toList();
    }

    void deleteDeadLetterQueue() {
        backend.clients().sqs().deleteQueue(call -> call.queueUrl(system.variable("DEAD_LETTER_QUEUE_URL")));
    }
}
