package dev.tributary.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.local.backend.Backend;
import dev.tributary.scenarios.Client.Answer;
import dev.tributary.scenarios.Found.Letter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What bad events become: those that the API refuses, and those that only the function knows to be bad. */
abstract class RefusalScenarios extends FlowScenarios {

    private static final String GOOD = """
            {"order_id":"order-1","customer_id":"customer-1","type":"updated","event_id":"e-1"}""";

    /** The size that an event may have by default, and one byte more. */
    private static final String TOO_LARGE = "{\"order_id\":\"" + "x".repeat((256 << 10) - 14) + "\"}";

    RefusalScenarios(Backend backend) {
        super(backend);
    }

    @Test
    void shouldLeaveNothingInTheStreamOfWhatTheApiRefuses() {
        Ingestion orders = flow("OrdersFlow");
        assertRefused(orders, orders.path(), "{\"customer_id\":\"customer-1\"}", 400, "order_id: missing or empty ");
        assertRefused(orders, orders.path(), "{\"order_id\":7}", 400, "order_id: not a string ");
        assertRefused(orders, orders.path(), "[" + GOOD + "]", 400, "body: ");
        assertRefused(orders, orders.path(), TOO_LARGE, 413, "body: 262145 bytes ");
        assertRefused(orders, "/events/refunds", GOOD, 404, "type: unknown ");
        assertRefused(orders, orders.batchPath(), batch(), 400, "records: 0 ");
        assertRefused(
                orders,
                orders.batchPath(),
                batch(Collections.nCopies(501, "order-1").toArray(String[]::new)),
                400,
                "records: 501 ");
        assertRefused(
                orders,
                orders.batchPath(),
                batch("order-1", "order-2", "", "order-4"),
                400,
                "records[2].partitionKey: missing or empty ");
        Answer text = orders.client().post(orders.path(), "text/plain", GOOD);
        assertThat(text.status()).isEqualTo(415);

        String recordId = orders.post(GOOD);
        orders.system().run();

        assertThat(orders.system().activity().resolved()).isEqualTo(1);
        assertThat(orders.archive()).extracting(Ingestion::recordId).containsExactly(recordId);
    }

    private static void assertRefused(Ingestion orders, String path, String body, int status, String error) {
        Answer answer = orders.client().post(path, body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.error()).startsWith(error).contains("(expected: ");
    }

    /** Records that are good but for these partition keys. */
    private static String batch(String... partitionKeys) {
        ObjectNode batch = Found.MAPPER.createObjectNode();
        ArrayNode records = batch.putArray("records");
        for (String partitionKey : partitionKeys) {
            records.addObject().put("data", GOOD).put("partitionKey", partitionKey);
        }
        return batch.toString();
    }

    @Test
    void shouldSetAsideWhatTheSchemaOrAnEarlierEventForbidsAndKeepItsNeighbours() {
        Ingestion orders = flow("OrdersFlow");
        String otherStep = GOOD.replace("updated", "shipped").replace("e-1", "e-2");
        String negative = GOOD.replace("e-1", "e-3").replace("}", ",\"total_amount\":-1.50,\"currency\":\"EUR\"}");
        String conflict = GOOD.replace("}", ",\"note\":\"other\"}");
        String last = GOOD.replace("e-1", "e-4");
        List<String> ids = orders.postEach(GOOD, otherStep, negative, conflict, last);
        orders.system().run();
        String conflictLater = orders.post(conflict);
        orders.system().awaitQuiet();

        assertThat(orders.archive()).extracting(Ingestion::recordId).containsExactly(ids.get(0), ids.get(4));
        List<Letter> letters = orders.system().found().deadLetters();
        assertThat(letters).hasSize(4);
        assertLetter(letters, ids.get(1), otherStep, "SCHEMA_VIOLATION", "/type: a string of 7 characters (expected: ");
        assertLetter(letters, ids.get(2), negative, "SCHEMA_VIOLATION", "/total_amount: -1.50 (expected: at least 0)");
        assertLetter(letters, ids.get(3), conflict, "IDENTITY_CONFLICT", "/event_id: ");
        assertLetter(letters, conflictLater, conflict, "IDENTITY_CONFLICT", "/event_id: ");
        assertThat(letters)
                .filteredOn(letter -> letter.reason().equals("IDENTITY_CONFLICT"))
                .allMatch(letter -> letter.envelope().path("message").asText().contains(ids.get(0)));
    }

    /** With what the stream held as payload: the event as its client wrote it, in the API's envelope. */
    private static void assertLetter(
            List<Letter> letters, String recordId, String event, String reason, String message) {
        assertThat(letters)
                .filteredOn(letter -> letter.recordId().equals(recordId))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.reason()).isEqualTo(reason);
                    assertThat(letter.envelope().path("message").asText()).startsWith(message);
                    assertThat(Found.json(new String(letter.payload(), StandardCharsets.UTF_8))
                                    .path("body")
                                    .textValue())
                            .isEqualTo(event);
                });
    }
}
