package dev.tributary.local.demo.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.demo.account.Notice;
import dev.tributary.local.demo.ingestion.Expectations.ExpectedAlert;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whether a missing alert, and one for nothing, are found. */
class AlertAccountTest {

    private static final ExpectedAlert LARGE = new ExpectedAlert("large_order", "order-1", "2000.5");

    @Test
    void shouldTakeEachAlertAtLeastOnce() {
        assertThat(account(List.of(LARGE), told("order-1", "2000.5"), told("order-1", "2000.5")))
                .isEqualTo(new AlertAccount(1, 1, List.of()));
    }

    @Test
    void shouldFindAMissingAlert() {
        assertThat(account(List.of(LARGE)))
                .isEqualTo(new AlertAccount(0, 0, List.of("subscribers were not told of large_order of order-1")));
    }

    @Test
    void shouldMissTheSecondOfTwoAlerts() {
        assertThat(account(List.of(LARGE, LARGE), told("order-1", "2000.5")).problems())
                .containsExactly("subscribers were not told of large_order of order-1");
    }

    @Test
    void shouldFindAnAlertForNothing() {
        Notice phantom = told("order-2", "2000.5");

        assertThat(account(List.of(LARGE), told("order-1", "2000.5"), phantom).problems())
                .containsExactly("subscribers were told for nothing: " + phantom.text());
    }

    @Test
    void shouldNotTakeAnAlertOfAnotherFlagOrAmount() {
        assertThat(account(List.of(LARGE), told("order-1", "2000.50")).problems())
                .hasSize(2);
        assertThat(account(List.of(LARGE), told("order-1", "12000.5")).problems())
                .hasSize(2);
        assertThat(account(List.of(LARGE), new Notice(Map.of("flag", "other"), "Order order-1 comes to 2000.5 EUR."))
                        .problems())
                .hasSize(2);
    }

    @Test
    void shouldTakeAnAmountAtTheEndOfASentence() {
        ExpectedAlert alert = new ExpectedAlert("large_order", "order-1", "7");

        assertThat(account(List.of(alert), new Notice(Map.of("flag", "large_order"), "Order order-1 comes to 7."))
                        .problems())
                .isEmpty();
    }

    private static Notice told(String order, String amount) {
        return new Notice(Map.of("flag", "large_order"), "Order " + order + " comes to " + amount + " EUR.");
    }

    private static AlertAccount account(List<ExpectedAlert> expected, Notice... notices) {
        return AlertAccount.account(expected, List.of(notices));
    }
}
