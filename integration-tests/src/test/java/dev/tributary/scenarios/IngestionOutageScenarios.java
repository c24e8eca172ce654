package dev.tributary.scenarios;

import static dev.tributary.scenarios.IngestionScenarios.payment;
import static dev.tributary.scenarios.Subscriber.attribute;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.backend.Backend;
import dev.tributary.local.fault.Fault;
import dev.tributary.local.fault.FaultPlan;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What happens to typed events while a service is not there, or fails now and then. */
abstract class IngestionOutageScenarios extends FlowScenarios {

    private static final int PAYMENTS = 12;

    IngestionOutageScenarios(Backend backend) {
        super(backend);
    }

    @Test
    void shouldArchiveNothingWithoutTheTableAndApplyEverythingOnceItIsThere() {
        Ingestion payments = flowOfBatches("PaymentsFlow", 3);
        deleteTable(payments.system());
        List<String> ids = postPayment(payments);

        payments.system().start();
        payments.system().awaitRetries(3);
        assertThat(payments.system().found().lake()).isEmpty();

        payments.system().provision();
        payments.system().awaitQuiet();
        assertAppliedOnce(payments, ids);
        assertThat(payments.system().found().deadLetters()).isEmpty();
    }

    /** As if the function had been killed between the two, again and again. */
    @Test
    void shouldApplyOnceWhatItCannotArchiveAndArchiveItOnceTheLakeIsThere() {
        Ingestion payments = flowOfBatches("PaymentsFlow", 3);
        deleteLake(payments.system());
        List<String> ids = postPayment(payments);

        payments.system().start();
        payments.system().awaitRetries(3);
        Map<String, AttributeValue> totals = payments.item("payment-1", "payment");
        assertThat(totals).containsEntry("refunded", AttributeValue.fromN("60.2"));

        payments.system().provision();
        payments.system().awaitQuiet();
        assertAppliedOnce(payments, ids);
        assertThat(payments.item("payment-1", "payment")).isEqualTo(totals);
    }

    private static List<String> postPayment(Ingestion payments) {
        return payments.postEach(
                payment("captured", "100.00", "c-1"),
                payment("refunded", "30.10", "r-1"),
                payment("refunded", "30.10", "r-2"));
    }

    private static void assertAppliedOnce(Ingestion payments, List<String> ids) {
        List<JsonNode> lines = payments.archive();
        assertThat(lines).extracting(Ingestion::recordId).containsExactlyElementsOf(ids);
        assertThat(lines).extracting(Ingestion::verdict).containsOnly("applied");
        assertThat(payments.number("payment-1", "payment", "captured")).isEqualTo("100");
        assertThat(payments.number("payment-1", "payment", "refunded")).isEqualTo("60.2");
        assertThat(payments.number("payment-1", "payment", "refundedCount")).isEqualTo("2");
    }

    /** Stopped while there is no topic, so that the queue can subscribe before the function goes on. */
    @Test
    void shouldArchiveNoFlaggedEventWithoutTheTopicAndTellOfItOnceItIsThere() {
        Ingestion orders = flow("OrdersFlow");
        orders.subscriber().deleteTopic();
        String recordId = orders.post("""
                {"order_id":"order-1","customer_id":"customer-1","type":"created","items":[{}],"total_amount":1500,
                 "currency":"EUR"}""");

        orders.system().start();
        orders.system().awaitRetries(2);
        orders.system().close();
        assertThat(orders.system().found().lake()).isEmpty();
        Map<String, AttributeValue> order = orders.item("order-1", "order");
        assertThat(order).containsEntry("status", AttributeValue.fromS("created"));

        orders.system().provision();
        orders.subscriber().subscribe();
        orders.system().run();
        assertThat(orders.archive()).singleElement().satisfies(line -> {
            assertThat(Ingestion.recordId(line)).isEqualTo(recordId);
            assertThat(Ingestion.verdict(line)).isEqualTo("applied");
            assertThat(Ingestion.flags(line)).isEqualTo("[\"large_order\"]");
        });
        assertThat(orders.item("order-1", "order")).isEqualTo(order);
        assertThat(orders.subscriber().heard()).isNotEmpty().allMatch(message -> attribute(message, "recordId")
                .equals(recordId));
    }

    /**
     * A client that hears nothing sends again, and so puts some events into the stream more than once. Batches are the same in
     * every run, and so are the faults; these seeds hold some of every kind that is asked for.
     */
    @Test
    void shouldLoseNothingAndCountNothingTwiceWhenEverythingGoesWrong() {
        Map<Ingestion, FaultPlan> flows = new LinkedHashMap<>();
        for (long seed : new long[] {6, 8}) {
            FaultPlan faults = FaultPlan.seeded(seed);
            Ingestion payments = flowOfSmallBatches("PaymentsFlow", 5, faults);
            flows.put(payments, faults);
            payments.subscriber().subscribe();
            assertThat(postPayments(payments)).isPositive();
            payments.system().start(faults);
        }
        Set<Fault> struck = EnumSet.noneOf(Fault.class);
        flows.forEach((payments, faults) -> {
            payments.system().awaitQuiet();
            struck.addAll(faults.counts().keySet());
            assertThat(payments.system().activity().retriedInvocations()).isPositive();
            assertCountedOnce(payments);
        });
        assertThat(struck)
                .contains(
                        Fault.THROTTLED,
                        Fault.RESPONSE_LOST,
                        Fault.RECORDS_THROTTLED,
                        Fault.KILLED_AFTER_CALL,
                        Fault.ANSWER_LOST);
    }

    /** One by one and in batches, until all are accepted; how often they were not. */
    private static int postPayments(Ingestion payments) {
        int failed = 0;
        for (int number = 0; number < PAYMENTS; number++) {
            String payment = "payment-" + number;
            List<String> events = Stream.of(
                            payment("captured", "10.00", "c"),
                            payment("refunded", "6.25", "r-1"),
                            payment("refunded", "6.25", "r-2"))
                    .map(event -> event.replace("payment-1", payment))
                    .toList();
            if (number % 2 == 0) {
                failed += payments.client().postBatchUntilAccepted(payments.batchPath(), payment, events);
            } else {
                for (String event : events) {
                    failed += payments.client().postUntilAccepted(payments.path(), event);
                }
            }
        }
        return failed;
    }

    private static void assertCountedOnce(Ingestion payments) {
        List<JsonNode> lines = payments.archive();
        assertThat(lines).extracting(Ingestion::recordId).doesNotHaveDuplicates();
        assertThat(lines).hasSize((int) payments.system().activity().resolved());
        assertThat(lines)
                .filteredOn(line -> Ingestion.verdict(line).equals("applied"))
                .hasSize(3 * PAYMENTS);
        for (int number = 0; number < PAYMENTS; number++) {
            String payment = "payment-" + number;
            assertThat(payments.number(payment, "payment", "captured")).isEqualTo("10");
            assertThat(payments.number(payment, "payment", "refunded")).isEqualTo("12.5");
            assertThat(payments.number(payment, "payment", "refundedCount")).isEqualTo("2");
        }
        assertThat(payments.subscriber().heard())
                .extracting(message -> attribute(message, "flag"))
                .hasSizeGreaterThanOrEqualTo(PAYMENTS)
                .containsOnly("refund_above_capture");
        assertThat(payments.system().found().deadLetters()).isEmpty();
        assertThat(payments.system().found().givenUp()).isEmpty();
    }
}
