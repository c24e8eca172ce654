package dev.tributary.local.demo.ingestion;

import static dev.tributary.local.demo.ingestion.Records.at;
import static dev.tributary.local.demo.ingestion.Records.bare;
import static dev.tributary.local.demo.ingestion.Records.event;
import static dev.tributary.local.demo.ingestion.Records.wrapped;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.demo.account.Accountant;
import dev.tributary.local.demo.account.Delivery;
import dev.tributary.local.demo.account.DemoEvent;
import dev.tributary.local.demo.account.ExactJson;
import dev.tributary.local.demo.account.Findings;
import dev.tributary.local.demo.account.RecordAccount;
import dev.tributary.local.demo.account.SentRecord;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a line of the archive that is not as it must be is found. */
class ArchiveJudgeTest {

    private static final ClientEvent REFUND = event(
            "payment-1", "{\"payment_id\":\"payment-1\",\"type\":\"refunded\",\"amount\":1.50,\"event_id\":\"1\"}");
    private static final String LINE = "{\"recordId\":\"" + at(1)
            + "\",\"type\":\"payments\",\"entity\":\"payment-1\",\"receivedAt\":\"2026-01-05T08:00:00.123Z\","
            + "\"requestId\":\"r-1\",\"verdict\":\"applied\",\"flags\":[\"refund_before_capture\"],\"event\":"
            + REFUND.text() + "}";

    @Test
    void shouldTakeALineThatHoldsTheEventAsItWasSent() {
        RecordAccount account = account(wrapped(1, REFUND), LINE);

        assertThat(account.problems()).isEmpty();
        assertThat(account.succeeded()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1.50 | 1.5 | lost its field amount",
                "\"amount\":1.50, | `` | lost its field amount",
                "\"event_id\" | \"note\":1,\"event_id\" | has fields 5 (expected: 4)",
                "\"applied\" | \"repeated\" | has verdict repeated (expected: applied)",
                "[\"refund_before_capture\"] | [] | has flags [] (expected: [refund_before_capture])",
                "\"payments\" | \"orders\" | has type orders (expected: payments)",
                "\"entity\":\"payment-1\" | \"entity\":\"p\" | has entity p (expected: payment-1)",
                "r-1 | r-2 | has requestId r-2 (expected: r-1)",
                "00.123Z | 01Z | has receivedAt 2026-01-05T08:00:01Z (expected: 2026-01-05T08:00:00.123Z)"
            })
    void shouldFindALineThatIsWrong(String part, String wrong, String problem) {
        assertThat(account(wrapped(1, REFUND), LINE.replace(part, wrong)).problems())
                .containsExactly("record " + at(1) + " (APPLIED) " + problem);
    }

    @Test
    void shouldFindARequestIdOfABareEvent() {
        assertThat(account(bare(1, REFUND), LINE).problems())
                .containsExactly("record " + at(1) + " (APPLIED) has requestId r-1 (expected: )");
    }

    @Test
    void shouldFindAnEventThatIsNowhere() {
        assertThat(account(wrapped(1, REFUND)).lost()).isEqualTo(1);
    }

    @Test
    void shouldFindAnEventThatWasArchivedTwice() {
        assertThat(account(wrapped(1, REFUND), LINE, LINE).isClean()).isFalse();
    }

    private static RecordAccount account(Taken record, String... lines) {
        Expectations expected = Expectations.of(new Payments(), List.of(record), Set.of());
        ArchiveJudge judge = new ArchiveJudge(new Payments(), Map.of(record.position(), record), expected);
        Findings findings = new Findings();
        for (String text : lines) {
            JsonNode line = ExactJson.parse(text);
            findings.addLine("object", record.position(), line);
        }
        DemoEvent event = new DemoEvent(expected.fate(record.position()).kind(), record.partitionKey(), record.data());
        return Accountant.account(
                Delivery.FLOW, judge, List.of(new SentRecord(event, record.position(), record.data())), findings);
    }
}
