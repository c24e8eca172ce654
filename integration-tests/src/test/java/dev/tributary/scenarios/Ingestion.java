package dev.tributary.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.backend.Backend;
import dev.tributary.local.fault.FaultPlan;
import dev.tributary.scenarios.Client.Answer;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A flow of typed events behind the API: events to post, and what became of them. */
final class Ingestion {

    private final Backend backend;
    private final Deployed system;
    private final Subscriber subscriber;
    private final Client client;

    /**
     * Starts the API; the functions do not run yet.
     *
     * @param faults of the API
     */
    Ingestion(Backend backend, Deployed system, FaultPlan faults) {
        this.backend = backend;
        this.system = system;
        this.subscriber = new Subscriber(backend, system);
        this.client = new Client(system.startApi(faults));
    }

    /** What the flow of this name is made of. */
    static Parts parts(String flow) {
        return new Parts(flow + "/StreamProcessorFunction", flow + "/EventStream", flow + "/EventTable");
    }

    Deployed system() {
        return system;
    }

    Subscriber subscriber() {
        return subscriber;
    }

    Client client() {
        return client;
    }

    /** Where single events are posted to. */
    String path() {
        return "/events/" + system.variable("EVENT_TYPE");
    }

    /** Where batches are posted to. */
    String batchPath() {
        return "/events/batch/" + system.variable("EVENT_TYPE");
    }

    /** Posts an event that must be accepted; the id of its record. */
    String post(String event) {
        Answer answer = client.post(path(), event);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        return Answer.recordId(system.stream(), answer.body());
    }

    List<String> postEach(String... events) {
        return Stream.of(events).map(this::post).toList();
    }

    /** The lines of the type's archive, in the order of the stream's one shard. */
    List<JsonNode> archive() {
        String folder = "events/" + system.variable("EVENT_TYPE") + "/year=";
        return system.found().lake().stream()
                .filter(object -> object.key().startsWith(folder))
                .flatMap(object -> object.lines().stream())
                .sorted(Comparator.comparing(
                        line -> new BigInteger(recordId(line).split("\\.", 4)[2])))
                .toList();
    }

    static String recordId(JsonNode line) {
        return line.path("recordId").asText();
    }

    static String verdict(JsonNode line) {
        return line.path("verdict").asText();
    }

    static String flags(JsonNode line) {
        return line.path("flags").toString();
    }

    /** An item of the table; empty if there is none. */
    Map<String, AttributeValue> item(String entity, String sortKey) {
        return backend.clients()
                .dynamoDb()
                .getItem(call -> call.tableName(system.table())
                        .key(Map.of("entity", AttributeValue.fromS(entity), "item", AttributeValue.fromS(sortKey)))
                        .consistentRead(true))
                .item();
    }

    String text(String entity, String sortKey, String attribute) {
        return value(entity, sortKey, attribute).s();
    }

    /** As the table writes it, without zeros at the end. */
    String number(String entity, String sortKey, String attribute) {
        return value(entity, sortKey, attribute).n();
    }

    private AttributeValue value(String entity, String sortKey, String attribute) {
        Map<String, AttributeValue> item = item(entity, sortKey);
        assertThat(item).containsKey(attribute);
        return item.getOrDefault(attribute, AttributeValue.fromNul(true));
    }
}
