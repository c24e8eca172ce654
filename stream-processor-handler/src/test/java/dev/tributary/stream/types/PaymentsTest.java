package dev.tributary.stream.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.tributary.stream.apply.Alert;
import dev.tributary.stream.apply.Effect;
import dev.tributary.stream.apply.Effect.Recorded;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaymentsTest {

    private static final Recorded APPLIED = new Recorded("applied", List.of());

    private final Entity payment = new Entity(new Payments());

    @Test
    void shouldAddUpWhatWasAuthorizedCapturedAndRefunded() {
        payment.apply("{'order_id':'o','type':'initiated','amount':100,'currency':'EUR'}");
        payment.apply(event("authorized", "100.00"));
        payment.apply(event("captured", "60.10"));
        payment.apply(event("captured", "39.90"));
        Recorded refunded = payment.apply(event("refunded", "10")).recorded();

        assertThat(refunded).isEqualTo(APPLIED);
        assertThat(payment.item("payment"))
                .containsOnly(
                        entry("orderId", "o"),
                        entry("currency", "EUR"),
                        entry("authorized", "100"),
                        entry("captured", "100"),
                        entry("refunded", "10"),
                        entry("initiatedCount", "1"),
                        entry("authorizedCount", "1"),
                        entry("capturedCount", "2"),
                        entry("refundedCount", "1"),
                        entry("lastType", "refunded"));
    }

    @Test
    void shouldCountTwoPartialRefunds() {
        payment.apply(event("captured", "10"));
        payment.apply(event("refunded", "5.00"));
        Recorded second = payment.apply(event("refunded", "5.00")).recorded();

        assertThat(second).isEqualTo(APPLIED);
        assertThat(payment.item("payment")).containsEntry("refunded", "10").containsEntry("refundedCount", "2");
    }

    @Test
    void shouldFlagARefundAboveItsCaptureAndCountIt() {
        payment.apply(event("captured", "10"));
        payment.apply(event("refunded", "5"));
        String above = event("refunded", "5.01");
        Effect effect = payment.apply(above);

        assertThat(effect.recorded()).isEqualTo(new Recorded("applied", List.of("refund_above_capture")));
        assertThat(payment.item("payment")).containsEntry("refunded", "10.01");
        assertThat(payment.alerts(above, effect))
                .containsExactly(new Alert(
                        "refund_above_capture",
                        "Refund above capture: 5.01 EUR, payment e-1",
                        "Payment e-1, 5.01 EUR: more was refunded than is known to be captured."));
    }

    @Test
    void shouldFlagARefundBeforeItsCaptureAndCountIt() {
        Effect effect = payment.apply(event("refunded", "5"));
        payment.apply(event("captured", "10"));

        assertThat(effect.recorded()).isEqualTo(new Recorded("applied", List.of("refund_before_capture")));
        assertThat(payment.alerts(event("refunded", "5"), effect))
                .extracting(Alert::flag)
                .containsExactly("refund_before_capture");
        assertThat(payment.item("payment")).containsEntry("refunded", "5").containsEntry("captured", "10");
    }

    @Test
    void shouldAlertOfAFailureThatNamesNoAmount() {
        String failed = "{'order_id':'o','type':'failed','reason':'the card of Jane Doe was declined'}";
        Effect effect = payment.apply(failed);

        assertThat(effect.recorded()).isEqualTo(new Recorded("applied", List.of("payment_failed")));
        assertThat(payment.alerts(failed, effect))
                .containsExactly(new Alert(
                        "payment_failed",
                        "Payment failed: no amount named, payment e-1",
                        "Payment e-1, no amount named: it failed."));
        assertThat(payment.item("payment"))
                .containsOnly(entry("orderId", "o"), entry("failedCount", "1"), entry("lastType", "failed"));
        assertThat(Entity.attributes(effect.entry()))
                .containsOnly(entry("paymentType", "failed"), entry("orderId", "o"));
    }

    @Test
    void shouldKeepAnotherCurrencyOutOfTheTotals() {
        payment.apply(event("captured", "10"));
        String other = "{'order_id':'o','type':'captured','amount':'3','currency':'USD'}";
        Effect effect = payment.apply(other);

        assertThat(effect.recorded()).isEqualTo(new Recorded("set_apart", List.of("currency_differs")));
        assertThat(payment.alerts(other, effect))
                .extracting(Alert::subject)
                .containsExactly("Currency differs: 3 USD, payment e-1");
        assertThat(payment.item("payment"))
                .containsEntry("captured", "10")
                .containsEntry("capturedCount", "1")
                .containsEntry("setApartCount", "1");
        assertThat(Entity.attributes(effect.entry())).containsEntry("currency", "USD");
    }

    @Test
    void shouldKeepAnotherOrderOutOfTheTotals() {
        payment.apply(event("captured", "10"));
        String other = "{'order_id':'p','type':'failed','currency':'USD'}";
        Effect effect = payment.apply(other);

        assertThat(effect.recorded())
                .isEqualTo(new Recorded("set_apart", List.of("order_differs", "currency_differs", "payment_failed")));
        assertThat(payment.alerts(other, effect)).hasSize(3);
        assertThat(payment.item("payment")).containsEntry("orderId", "o").containsEntry("lastType", "captured");
    }

    @Test
    void shouldTakeAnEventWithoutACurrencyToBeInThePayments() {
        payment.apply("{'order_id':'o','type':'captured','amount':'1'}");
        payment.apply(event("captured", "10"));
        String unnamed = "{'order_id':'o','type':'refunded','amount':12}";
        Effect effect = payment.apply(unnamed);

        assertThat(payment.item("payment"))
                .containsEntry("captured", "11")
                .containsEntry("refunded", "12")
                .containsEntry("currency", "EUR");
        assertThat(payment.alerts(unnamed, effect))
                .extracting(Alert::subject)
                .containsExactly("Refund above capture: 12 (no currency named), payment e-1");
    }

    @Test
    void shouldRecordInTheLedgerWhatCameAsItCame() {
        Effect effect = payment.apply("{'order_id':'o','type':'captured','amount':'12.50','currency':'EUR',"
                + "'timestamp':'2026-11-21T10:00:00.00+01:00','reason':'private'}");

        assertThat(Entity.attributes(effect.entry()))
                .containsOnly(
                        entry("paymentType", "captured"),
                        entry("amount", "12.50"),
                        entry("currency", "EUR"),
                        entry("timestamp", "2026-11-21T10:00:00.00+01:00"),
                        entry("orderId", "o"));
    }

    @Test
    void shouldKeepTheZerosOfANumberInTheLedger() {
        Effect effect = payment.apply("{'order_id':'o','type':'captured','amount':12.50}");

        assertThat(Entity.attributes(effect.entry())).containsEntry("amount", "12.50");
    }

    @Test
    void shouldNotTakeALateEventForTheLastOne() {
        payment.apply("{'order_id':'o','type':'captured','amount':1,'timestamp':'2026-11-21T10:05:00Z'}");
        payment.apply("{'order_id':'o','type':'authorized','amount':1,'timestamp':'2026-11-21T10:04:00Z'}");

        assertThat(payment.item("payment"))
                .containsEntry("lastType", "captured")
                .containsEntry("authorized", "1");
    }

    @Test
    void shouldKeepALedgerOfOneEventATransaction() {
        assertThat(new Payments().keepsEntries()).isTrue();
        assertThat(new Payments().eventsPerTransaction()).isEqualTo(1);
    }

    private static String event(String type, String amount) {
        return "{'order_id':'o','type':'" + type + "','amount':'" + amount + "','currency':'EUR'}";
    }
}
