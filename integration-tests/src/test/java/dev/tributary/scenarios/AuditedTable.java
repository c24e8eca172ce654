package dev.tributary.scenarios;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.backend.Backend;
import dev.tributary.scenarios.Found.LakeObject;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.model.Message;

/** The table of the audited system: changes to make in it, and a queue that hears of them. */
final class AuditedTable {

    static final Parts PARTS = new Parts("AuditFunction", "", "UserActivitiesTable");

    private static final String ACTIVITY = "activity";

    private final Backend backend;
    private final Deployed system;
    private final Subscriber subscriber;

    AuditedTable(Backend backend, Deployed system) {
        this.backend = backend;
        this.system = system;
        this.subscriber = new Subscriber(backend, system);
    }

    /** This system alone, with batches of exactly so many records: the window is longer than any test. */
    static Map<String, String> batchesOf(int records) {
        return Map.of(
                "DeployEnrichment", "false",
                "DeployPipes", "false",
                "DeployIngestion", "false",
                "DeployChangeData", "false",
                "AuditBatchSize", Integer.toString(records),
                "AuditBatchWindowSeconds", "300",
                "AuditParallelizationFactor", "1");
    }

    Deployed system() {
        return system;
    }

    void put(String user, Map<String, AttributeValue> attributes) {
        Map<String, AttributeValue> item = new HashMap<>(key(user));
        item.putAll(attributes);
        dynamoDb().putItem(call -> call.tableName(system.table()).item(item));
    }

    /** Sets one attribute, and leaves the others. */
    void set(String user, String attribute, AttributeValue value) {
        dynamoDb().updateItem(call -> call.tableName(system.table())
                .key(key(user))
                .updateExpression("SET #attribute = :value")
                .expressionAttributeNames(Map.of("#attribute", attribute))
                .expressionAttributeValues(Map.of(":value", value)));
    }

    void delete(String user) {
        dynamoDb().deleteItem(call -> call.tableName(system.table()).key(key(user)));
    }

    private static Map<String, AttributeValue> key(String user) {
        return Map.of("UserId", AttributeValue.fromS(user), "ActivityId", AttributeValue.fromS(ACTIVITY));
    }

    /** From now on, the queue hears what the topic is told. */
    void subscribe() {
        subscriber.subscribe();
    }

    void deleteTopic() {
        subscriber.deleteTopic();
    }

    void deleteTrail() {
        backend.clients().s3().deleteBucket(call -> call.bucket(system.physicalName("AuditBucket")));
    }

    /** The trail's lines in the order of the stream. */
    List<JsonNode> lines() {
        return system.found().trail().stream()
                .map(LakeObject::lines)
                .flatMap(List::stream)
                .sorted(Comparator.comparing(
                        line -> new BigInteger(line.path("sequenceNumber").asText())))
                .toList();
    }

    static List<String> recordIds(List<JsonNode> lines) {
        return lines.stream().map(line -> line.path("recordId").asText()).toList();
    }

    List<Message> heardOfOneCall(int notifications) {
        return subscriber.heardOfOneCall(notifications);
    }

    /** The changes of which the queue heard, repeats included. */
    List<String> heardIds() {
        return subscriber.heard().stream()
                .map(message -> Subscriber.attribute(message, "recordId"))
                .toList();
    }

    private DynamoDbClient dynamoDb() {
        return backend.clients().dynamoDb();
    }
}
