package dev.tributary.local.demo.ingestion;

import static dev.tributary.local.demo.ingestion.Records.at;
import static dev.tributary.local.demo.ingestion.Records.bare;
import static dev.tributary.local.demo.ingestion.Records.event;
import static dev.tributary.local.demo.ingestion.Records.wrapped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.demo.account.EventKind;
import dev.tributary.local.demo.ingestion.Expectations.ExpectedAlert;
import dev.tributary.local.demo.ingestion.Expectations.ItemKey;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What events come to, by the demo's own rules. */
class ExpectationsTest {

    private final List<Taken> taken = new ArrayList<>();

    @Test
    void shouldTellARepeatFromAnotherEventOfTheSameName() {
        activity("\"action\":\"a\",\"timestamp\":\"2026-01-05T08:00:00Z\",\"event_id\":\"1\"");
        activity("\"event_id\":\"1\",\"timestamp\":\"2026-01-05T08:00:00Z\",\"action\":\"a\"");
        activity("\"action\":\"b\",\"timestamp\":\"2026-01-05T08:00:00Z\",\"event_id\":\"1\"");

        Expectations expected = expected(new UserActivities());

        assertThat(kinds(expected)).containsExactly(EventKind.APPLIED, EventKind.REPEATED, EventKind.CONFLICTING);
        assertThat(expected.items())
                .containsEntry(new ItemKey("user-1", "day#2026-01-05#a"), Map.of("count", "1"))
                .containsEntry(
                        new ItemKey("user-1", "event#1"),
                        Map.of("recordId", at(0).toString(), "verdict", "applied", "flags", "[]"))
                .hasSize(3);
    }

    @Test
    void shouldTakeEventsWithoutNameForDifferentOnes() {
        activity("\"action\":\"a\",\"timestamp\":\"2026-01-05T08:00:00Z\"");
        activity("\"action\":\"a\",\"timestamp\":\"2026-01-05T08:00:00Z\"");

        assertThat(expected(new UserActivities()).items())
                .containsEntry(new ItemKey("user-1", "day#2026-01-05#a"), Map.of("count", "2"))
                .containsKey(new ItemKey("user-1", "record#" + at(1)));
    }

    @Test
    void shouldNotLetWhatIsNoEventChangeAnything() {
        ClientEvent invalid = event("user-1", "{\"user_id\":\"user-1\"}");
        taken.add(wrapped(0, event("user-1", "{\"user_id\"")));
        taken.add(bare(1, invalid));

        Expectations expected = Expectations.of(new UserActivities(), taken, Set.of(invalid.content()));

        assertThat(kinds(expected)).containsExactly(EventKind.MALFORMED, EventKind.INVALID);
        assertThat(expected.items()).isEmpty();
    }

    @Test
    void shouldKeepTheLatestActivityAndCountTheLateOne() {
        activity("\"action\":\"a\",\"timestamp\":\"2026-01-06T08:00:00Z\",\"event_id\":\"1\"");
        activity("\"action\":\"a\",\"timestamp\":\"2026-01-05T23:00:00Z\",\"event_id\":\"2\"");

        Expectations expected = expected(new UserActivities());

        assertThat(kinds(expected)).containsExactly(EventKind.APPLIED, EventKind.LATE);
        assertThat(expected.items())
                .containsEntry(
                        new ItemKey("user-1", "latest"),
                        Map.of("action", "a", "eventId", "1", "happenedAt", "2026-01-06T08:00:00Z"))
                .containsEntry(new ItemKey("user-1", "day#2026-01-05#a"), Map.of("count", "1"));
    }

    @Test
    void shouldNeverMoveAnOrderBack() {
        order("created", "00", ",\"total_amount\":\"100.00\",\"currency\":\"EUR\"");
        order("fulfilled", "03", "");
        order("updated", "02", ",\"total_amount\":150,\"currency\":\"EUR\"");
        order("updated", "01", ",\"total_amount\":140,\"currency\":\"EUR\"");
        order("cancelled", "04", "");

        Expectations expected = expected(new Orders(new BigDecimal("120")));

        assertThat(kinds(expected))
                .containsExactly(EventKind.APPLIED, EventKind.APPLIED, EventKind.LATE, EventKind.LATE, EventKind.LATE);
        assertThat(expected.items().get(new ItemKey("order-1", "order")))
                .containsEntry("status", "fulfilled")
                .containsEntry("totalAmount", "150");
        assertThat(expected.fate(at(4)).flags()).containsExactly("ended_otherwise");
        assertThat(expected.alerts()).containsExactly(new ExpectedAlert("large_order", "order-1", "150"));
    }

    @Test
    void shouldCountEachPartialRefundAndFlagWhatIsAboveTheCapture() {
        payment("refunded", "\"5.00\"", "EUR");
        payment("captured", "10.50", "EUR");
        payment("refunded", "\"5.00\"", "EUR");
        payment("refunded", "0.60", "EUR");
        payment("captured", "10", "USD");

        Expectations expected = expected(new Payments());

        assertThat(expected.items().get(new ItemKey("payment-1", "payment")))
                .containsEntry("captured", "10.5")
                .containsEntry("refunded", "10.6")
                .containsEntry("refundedCount", "3")
                .containsEntry("setApartCount", "1");
        assertThat(expected.alerts())
                .containsExactly(
                        new ExpectedAlert("refund_before_capture", "payment-1", "5.00"),
                        new ExpectedAlert("refund_above_capture", "payment-1", "0.60"),
                        new ExpectedAlert("currency_differs", "payment-1", "10"));
        assertThat(expected.items().get(new ItemKey("payment-1", "event#2")))
                .containsEntry("paymentType", "refunded")
                .containsEntry("amount", "5.00");
        assertThat(kinds(expected)).endsWith(EventKind.SET_APART);
    }

    @Test
    void shouldAlertOfAFailedPaymentWithoutAnAmount() {
        add("payment-1", "{\"payment_id\":\"payment-1\",\"type\":\"failed\",\"event_id\":\"1\"}");

        Expectations expected = expected(new Payments());

        assertThat(expected.alerts()).containsExactly(new ExpectedAlert("payment_failed", "payment-1", ""));
        assertThat(expected.items().get(new ItemKey("payment-1", "event#1"))).doesNotContainKey("amount");
    }

    private void activity(String fields) {
        add("user-1", "{\"user_id\":\"user-1\"," + fields + "}");
    }

    private void order(String type, String minute, String fields) {
        add(
                "order-1",
                "{\"order_id\":\"order-1\",\"customer_id\":\"c\",\"type\":\"" + type
                        + "\",\"timestamp\":\"2026-01-05T08:" + minute + ":00Z\",\"event_id\":\"" + taken.size() + "\""
                        + fields + "}");
    }

    private void payment(String type, String amount, String currency) {
        add(
                "payment-1",
                "{\"payment_id\":\"payment-1\",\"order_id\":\"o\",\"type\":\"" + type + "\",\"amount\":" + amount
                        + ",\"currency\":\"" + currency + "\",\"event_id\":\"" + taken.size() + "\"}");
    }

    private void add(String entity, String text) {
        taken.add(wrapped(taken.size(), event(entity, text)));
    }

    private Expectations expected(EventType type) {
        return Expectations.of(type, taken, Set.of());
    }

    private List<EventKind> kinds(Expectations expected) {
        return taken.stream()
                .map(record -> expected.fate(record.position()).kind())
                .toList();
    }
}
