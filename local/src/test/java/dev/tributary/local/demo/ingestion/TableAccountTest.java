package dev.tributary.local.demo.ingestion;

import static dev.tributary.local.demo.ingestion.Records.at;
import static dev.tributary.local.demo.ingestion.Records.event;
import static dev.tributary.local.demo.ingestion.Records.wrapped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.demo.account.Findings;
import dev.tributary.local.demo.ingestion.Expectations.ItemKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whether a wrong effect is found. */
class TableAccountTest {

    private static final ItemKey STATE = new ItemKey("payment-1", "payment");
    private static final ItemKey ENTRY = new ItemKey("payment-1", "event#1");
    private static final Expectations EXPECTED =
            Expectations.of(new Payments(), List.of(payment(0), payment(1)), Set.of());

    private final Map<ItemKey, Map<String, String>> found = new HashMap<>();
    private final Findings findings = new Findings();

    TableAccountTest() {
        found.put(STATE, Map.of("refunded", "0.5", "refundedCount", "1", "currency", "EUR", "version", "1"));
        found.put(
                ENTRY,
                Map.of(
                        "recordId",
                        at(0).toString(),
                        "verdict",
                        "applied",
                        "flags",
                        "[refund_before_capture]",
                        "paymentType",
                        "refunded",
                        "amount",
                        "0.50"));
    }

    @Test
    void shouldTakeATableThatHoldsWhatTheEventsComeTo() {
        assertThat(account()).isEqualTo(new TableAccount(1, 0, 1, 1, List.of()));
    }

    @Test
    void shouldFindALostEffect() {
        found.remove(STATE);
        found.remove(ENTRY);

        assertThat(account().problems())
                .containsExactlyInAnyOrder(
                        "item payment of payment-1 is not in the table",
                        "item event#1 of payment-1 is not in the table");
        assertThat(account().entities()).isZero();
    }

    @Test
    void shouldFindAnEffectThatWasMadeTwice() {
        set(STATE, "refunded", "1");
        set(STATE, "refundedCount", "2");

        assertThat(account().problems())
                .containsExactlyInAnyOrder(
                        "item payment of payment-1 has refunded 1 (expected: 0.5)",
                        "item payment of payment-1 has refundedCount 2 (expected: 1)");
    }

    @Test
    void shouldFindATotalThatIsMissing() {
        found.put(STATE, Map.of("refundedCount", "1", "currency", "EUR"));

        assertThat(account().problems()).containsExactly("item payment of payment-1 has refunded none (expected: 0.5)");
    }

    @Test
    void shouldFindAnEntryOfTheWrongRecord() {
        set(ENTRY, "recordId", at(1).toString());

        assertThat(account().problems())
                .containsExactly("item event#1 of payment-1 has recordId " + at(1) + " (expected: " + at(0) + ")");
    }

    @Test
    void shouldFindAnItemThatNoEventLedTo() {
        found.put(new ItemKey("payment-1", "event#2"), Map.of());

        assertThat(account().problems())
                .containsExactly("item event#2 of payment-1 is in the table, and no event led to it");
    }

    @Test
    void shouldNotLetARecordBeGivenUp() {
        findings.addGivenUp(at(1), new byte[0]);

        assertThat(account().problems())
                .containsExactly("record " + at(1) + " was given up, so that nobody can say what the table must hold");
    }

    private void set(ItemKey key, String name, String value) {
        Map<String, String> item = new HashMap<>(found.getOrDefault(key, Map.of()));
        item.put(name, value);
        found.put(key, item);
    }

    private TableAccount account() {
        return TableAccount.account(EXPECTED, found, findings);
    }

    private static Taken payment(int sequence) {
        return wrapped(
                sequence,
                event(
                        "payment-1",
                        "{\"payment_id\":\"payment-1\",\"order_id\":\"o\",\"type\":\"refunded\",\"amount\":0.50,"
                                + "\"currency\":\"EUR\",\"event_id\":\"1\"}"));
    }
}
