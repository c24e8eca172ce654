package dev.tributary.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.demo.account.Accountant;
import dev.tributary.local.demo.account.Delivery;
import dev.tributary.local.demo.account.DemoEvent;
import dev.tributary.local.demo.account.EventKind;
import dev.tributary.local.demo.account.ExactJson;
import dev.tributary.local.demo.account.Findings;
import dev.tributary.local.demo.account.Findings.Letter;
import dev.tributary.local.demo.account.Position;
import dev.tributary.local.demo.account.RecordAccount;
import dev.tributary.local.demo.account.SentRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AggregateAccountTest {

    private static final String EVENT = "{\"user_id\":\"user123\"}";
    private static final byte[] AGGREGATE = bytes("an aggregate");

    private final Findings findings = new Findings();

    @Test
    void shouldTakeAnAggregateRecordByRecord() {
        addLine(0);
        findings.addLetter(part(1), letter("decode MALFORMED_JSON", EVENT));

        RecordAccount account = aggregate(EventKind.KNOWN, EventKind.MALFORMED);

        assertThat(account).isEqualTo(new RecordAccount(Delivery.FUNCTION, 2, 1, 1, 1, 0, 0, List.of(), List.of()));
    }

    @Test
    void shouldFindARecordOfAnAggregateThatIsLost() {
        addLine(0);
        addLine(2);

        RecordAccount account = aggregate(EventKind.KNOWN, EventKind.KNOWN, EventKind.KNOWN);

        assertThat(account.lost()).isEqualTo(1);
        assertThat(account.problems()).containsExactly("record " + part(1) + " (KNOWN) is nowhere");
    }

    @Test
    void shouldFindARecordThatAnAggregateDidNotHold() {
        addLine(0);
        addLine(1);

        assertThat(aggregate(EventKind.KNOWN).problems())
                .containsExactly("record " + part(1) + " was found, and was never sent");
    }

    @Test
    void shouldFindRecordsOfAnAggregateOutOfOrder() {
        addLine(10);
        addLine(9);

        assertThat(account(sent(EventKind.KNOWN, 9), sent(EventKind.KNOWN, 10)).problems())
                .singleElement()
                .asString()
                .startsWith("record " + part(9) + " of user123");
    }

    @Test
    void shouldTakeAnAggregateThatWasGivenUpAsAllOfItsRecords() {
        findings.addGivenUp(part(0), AGGREGATE);

        RecordAccount account = aggregate(EventKind.KNOWN, EventKind.KNOWN);

        assertThat(account.givenUp()).isEqualTo(2);
        assertThat(account.lost()).isZero();
    }

    @Test
    void shouldTakeACorruptAggregateWithItsBytesAndItsReason() {
        findings.addLetter(part(0), letter("deaggregate CORRUPT_AGGREGATE", EVENT));

        assertThat(account(sent(EventKind.CORRUPT_AGGREGATE, 0)).isClean()).isTrue();
    }

    @Test
    void shouldFindACorruptAggregateThatIsNotKeptWhole() {
        findings.addLetter(part(0), letter("deaggregate CORRUPT_AGGREGATE", "part of it"));

        assertThat(account(sent(EventKind.CORRUPT_AGGREGATE, 0)).lost()).isEqualTo(1);
    }

    @Test
    void shouldFindACorruptAggregateThatWasTakenForAnEvent() {
        findings.addLetter(part(0), letter("decode MALFORMED_JSON", EVENT));

        assertThat(account(sent(EventKind.CORRUPT_AGGREGATE, 0)).problems())
                .containsExactly("record " + part(0) + " (CORRUPT_AGGREGATE) is in the dead-letter queue for"
                        + " decode MALFORMED_JSON");
    }

    private RecordAccount aggregate(EventKind... kinds) {
        return account(IntStream.range(0, kinds.length)
                .mapToObj(i -> sent(kinds[i], i))
                .toArray(SentRecord[]::new));
    }

    private RecordAccount account(SentRecord... sent) {
        return Accountant.account(
                Delivery.FUNCTION, new EnrichmentJudge(new UserEvents(Map.of())), List.of(sent), findings);
    }

    private static SentRecord sent(EventKind kind, int subSequence) {
        return new SentRecord(new DemoEvent(kind, "user123", bytes(EVENT)), part(subSequence), AGGREGATE);
    }

    private void addLine(int subSequence) {
        findings.addLine(
                "object",
                part(subSequence),
                ExactJson.parse("{\"user_id\":\"user123\",\"enrichment\":{\"sources\":{\"user\":\"found\"}}}"));
    }

    private static Letter letter(String mark, String payload) {
        String[] parts = mark.split(" ", 2);
        return new Letter(parts[0], parts[1], bytes(payload));
    }

    private static Position part(int subSequence) {
        return new Position("events", "shardId-000000000000", "42", subSequence);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
