package dev.tributary.scenarios;

import static dev.tributary.scenarios.Subscriber.attribute;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.backend.Backend;
import dev.tributary.scenarios.Client.Answer;
import dev.tributary.scenarios.Event.Sent;
import dev.tributary.scenarios.Found.LakeObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What good events of each type become, from the API to the archive, and what those that add a type of their own may count on. */
abstract class IngestionScenarios extends FlowScenarios {

    IngestionScenarios(Backend backend) {
        super(backend);
    }

    @Test
    void shouldTakeAnOrderToItsEndAndTellOfOneEventThatItIsLarge() {
        Ingestion orders = flow("OrdersFlow");
        orders.subscriber().subscribe();
        String created = """
                {"order_id":"order-1","customer_id":"customer-1","type":"created","total_amount":1000.50,
                 "currency":"EUR","items":[{"price":1.50,"weight":12345678901234567890.10}],
                 "timestamp":"2026-11-21T10:00:00Z","event_id":"created-1"}""";
        String[] events = {
            created,
            order(
                    "updated",
                    "\"timestamp\":\"2026-11-21T10:05:00Z\",\"total_amount\":\"2000.10\",\"currency\":\"EUR\""),
            order("fulfilled", "\"timestamp\":\"2026-11-21T10:09:00Z\""),
            order("updated", "\"timestamp\":\"2026-11-21T10:01:00Z\",\"total_amount\":1.50,\"currency\":\"EUR\""),
            order("cancelled", "\"timestamp\":\"2026-11-21T10:10:00Z\"")
        };
        List<String> ids = orders.postEach(events);
        orders.system().run();
        String repeat = orders.post(created);
        orders.system().awaitQuiet();

        assertThat(orders.text("order-1", "order", "status")).isEqualTo("fulfilled");
        assertThat(orders.text("order-1", "order", "changedAt")).isEqualTo("2026-11-21T10:09:00Z");
        assertThat(orders.number("order-1", "order", "totalAmount")).isEqualTo("2000.1");
        List<JsonNode> lines = orders.archive();
        assertThat(lines)
                .extracting(Ingestion::recordId)
                .startsWith(ids.toArray(String[]::new))
                .endsWith(repeat);
        assertThat(lines)
                .extracting(Ingestion::verdict)
                .containsExactly("applied", "applied", "applied", "late", "late", "repeated");
        assertThat(lines)
                .extracting(Ingestion::flags)
                .containsExactly("[\"large_order\"]", "[]", "[]", "[]", "[\"ended_otherwise\"]", "[]");
        assertThat(lines)
                .extracting(line -> line.path("event").toString())
                .startsWith(Stream.of(events)
                        .map(event -> Found.json(event).toString())
                        .toArray(String[]::new));
        assertThat(orders.subscriber().heardOfOneCall(1)).allSatisfy(message -> {
            assertThat(attribute(message, "recordId")).isEqualTo(ids.get(0));
            assertThat(attribute(message, "type")).isEqualTo("orders");
            assertThat(attribute(message, "flag")).isEqualTo("large_order");
            assertThat(message.body()).contains("order-1", "1000.50 EUR");
        });
    }

    private static String order(String type, String more) {
        return "{\"order_id\":\"order-1\",\"customer_id\":\"customer-1\",\"type\":\"" + type + "\"," + more + "}";
    }

    @Test
    void shouldAnswerWithThePlaceOfTheRecordThatTheArchiveNames() {
        Ingestion orders = flow("OrdersFlow");

        Answer answer = orders.client().post(orders.path(), order("updated", "\"note\":1.50"));
        orders.system().run();

        String recordId = Answer.recordId(orders.system().stream(), answer.body());
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().path("sequenceNumber").asText()).isNotEmpty();
        List<LakeObject> lake = orders.system().found().lake();
        assertThat(lake).singleElement().satisfies(object -> {
            assertThat(object.key()).startsWith("events/orders/year=").endsWith("/" + recordId + ".jsonl.gz");
            assertThat(object.lines()).singleElement().satisfies(line -> {
                assertThat(Ingestion.recordId(line)).isEqualTo(recordId);
                assertThat(line.path("requestId")).isEqualTo(answer.body().path("requestId"));
                assertThat(line.path("type").asText()).isEqualTo("orders");
                assertThat(line.path("entity").asText()).isEqualTo("order-1");
                assertThat(line.path("receivedAt").asText()).endsWith("Z");
                assertThat(line.path("event")).hasToString(order("updated", "\"note\":1.50"));
            });
        });
    }

    @Test
    void shouldCountBothPartialRefundsAndNoRepeatOfThemAndTellOfTheOneAboveTheCapture() {
        Ingestion payments = flow("PaymentsFlow");
        payments.subscriber().subscribe();
        String refund = payment("refunded", "30.10", "r-1");
        String batch = Client.batch(
                "payment-1",
                List.of(
                        payment("captured", "100.00", "c-1"),
                        refund,
                        refund,
                        payment("refunded", "30.10", "r-2"),
                        payment("refunded", "60.00", "r-3")));

        Answer answer = payments.client().post(payments.batchPath(), batch);
        payments.system().run();
        Map<String, AttributeValue> totals = payments.item("payment-1", "payment");
        payments.client().post(payments.batchPath(), batch);
        payments.system().awaitQuiet();

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().path("accepted").asInt()).isEqualTo(5);
        assertThat(answer.body().path("failed").asInt()).isZero();
        List<JsonNode> lines = payments.archive();
        for (int i = 0; i < 5; i++) {
            JsonNode result = answer.body().path("results").path(i);
            assertThat(result.path("index").asInt()).isEqualTo(i);
            assertThat(result.path("status").asInt()).isEqualTo(202);
            assertThat(Ingestion.recordId(lines.get(i))).isEqualTo(Answer.recordId(payments.system().stream(), result));
        }
        assertThat(lines)
                .extracting(Ingestion::verdict)
                .startsWith("applied", "applied", "repeated", "applied", "applied")
                .endsWith("repeated", "repeated", "repeated", "repeated", "repeated")
                .hasSize(10);
        assertThat(payments.number("payment-1", "payment", "captured")).isEqualTo("100");
        assertThat(payments.number("payment-1", "payment", "refunded")).isEqualTo("120.2");
        assertThat(payments.number("payment-1", "payment", "refundedCount")).isEqualTo("3");
        assertThat(payments.item("payment-1", "payment")).isEqualTo(totals);
        assertThat(payments.text("payment-1", "event#r-2", "amount")).isEqualTo("30.10");
        assertThat(payments.subscriber().heardOfOneCall(1)).allSatisfy(message -> {
            assertThat(attribute(message, "recordId")).isEqualTo(Ingestion.recordId(lines.get(4)));
            assertThat(attribute(message, "flag")).isEqualTo("refund_above_capture");
            assertThat(message.body()).contains("payment-1", "60.00 EUR");
        });
    }

    static String payment(String type, String amount, String eventId) {
        return """
                {"payment_id":"payment-1","order_id":"order-1","type":"%s","amount":%s,"currency":"EUR",\
                "event_id":"%s"}""".formatted(type, amount, eventId);
    }

    /** From the API and from a producer that puts events into the stream itself, without event ids and so without repeats. */
    @Test
    void shouldCountWhatUsersDidOnWhichDayAndKnowTheLatest() {
        Ingestion activity = flow("UserActivityFlow");
        String view = activity("page_view", "2026-11-21T10:00:00Z");
        activity.postEach(view, view, activity("click", "2026-11-20T23:59:59.5Z"));
        Sent bare = activity.system()
                .send(List.of(Event.of("user-1", activity("page_view", "2026-11-21T10:06:00+00:00"))))
                .get(0);

        activity.system().run();

        assertThat(activity.number("user-1", "day#2026-11-21#page_view", "count"))
                .isEqualTo("3");
        assertThat(activity.number("user-1", "day#2026-11-20#click", "count")).isEqualTo("1");
        assertThat(activity.text("user-1", "latest", "happenedAt")).isEqualTo("2026-11-21T10:06:00Z");
        List<JsonNode> lines = activity.archive();
        assertThat(lines).extracting(Ingestion::verdict).containsExactly("applied", "applied", "late", "applied");
        assertThat(lines.get(2).has("requestId")).isTrue();
        assertThat(lines.get(3).has("requestId")).isFalse();
        assertThat(Ingestion.recordId(lines.get(3))).isEqualTo(bare.recordId());
    }

    private static String activity(String action, String timestamp) {
        return "{\"user_id\":\"user-1\",\"action\":\"%s\",\"timestamp\":\"%s\"}".formatted(action, timestamp);
    }

    /** Fifteen lines of the template, a schema, and a class. */
    @Test
    void shouldServeAFourthType() {
        Ingestion probes = flowOfFourthType();
        probes.subscriber().subscribe();
        String third = "{\"probe_id\":\"probe-1\",\"type\":\"read\",\"event_id\":\"third\"}";

        List<String> ids = probes.postEach(
                "{\"probe_id\":\"probe-1\",\"type\":\"placed\",\"total\":1.50}",
                "{\"probe_id\":\"probe-1\",\"type\":\"read\"}",
                "{\"probe_id\":\"probe-1\",\"type\":\"read\"}",
                third,
                third,
                "{\"probe_id\":\"probe-1\",\"type\":\"forgotten\"}");
        probes.system().run();

        assertThat(probes.number("probe-1", "probe", "readings")).isEqualTo("3");
        List<JsonNode> lines = probes.archive();
        assertThat(lines).extracting(Ingestion::recordId).containsExactlyElementsOf(ids.subList(0, 5));
        assertThat(lines)
                .extracting(Ingestion::verdict)
                .containsExactly("applied", "applied", "applied", "applied", "repeated");
        assertThat(lines.get(0).at("/event/total")).hasToString("1.50");
        assertThat(probes.subscriber().heardOfOneCall(1)).allSatisfy(message -> {
            assertThat(attribute(message, "recordId")).isEqualTo(ids.get(3));
            assertThat(attribute(message, "flag")).isEqualTo("read_often");
        });
        assertThat(probes.system().found().deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.recordId()).isEqualTo(ids.get(5));
            assertThat(letter.envelope().path("message").asText()).startsWith("/type: ");
        });
    }
}
