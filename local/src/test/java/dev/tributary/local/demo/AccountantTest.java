package dev.tributary.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.demo.account.Accountant;
import dev.tributary.local.demo.account.Delivery;
import dev.tributary.local.demo.account.DemoEvent;
import dev.tributary.local.demo.account.EventKind;
import dev.tributary.local.demo.account.ExactJson;
import dev.tributary.local.demo.account.Findings;
import dev.tributary.local.demo.account.Findings.Letter;
import dev.tributary.local.demo.account.LineJudge;
import dev.tributary.local.demo.account.Position;
import dev.tributary.local.demo.account.RecordAccount;
import dev.tributary.local.demo.account.SentRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountantTest {

    private static final String EVENT = "{\"user_id\":\"user123\",\"price\":1.50}";
    private static final Position PLACE = new Position("events", "shardId-000000000000", "42", 0);

    private static final String PROFILE = "{\"name\":\"John Doe\",\"segment\":\"premium\"}";
    private static final LineJudge JUDGE = new EnrichmentJudge(
            new UserEvents(Map.of("user123", ExactJson.parse("{\"segment\":\"premium\",\"name\":\"John Doe\"}"))));

    private final Findings findings = new Findings();

    @Test
    void shouldFindEveryKindWhereItBelongs() {
        findings.addLine("object", PLACE, ExactJson.parse(line("found")));

        assertAccount(EventKind.KNOWN, new RecordAccount(Delivery.FUNCTION, 1, 1, 1, 0, 0, 0, List.of(), List.of()));
    }

    @Test
    void shouldTakeADeadLetterWithItsBytesAndItsReason() {
        findings.addLetter(PLACE, new Letter("decode", "MALFORMED_JSON", bytes(EVENT)));
        findings.addLetter(PLACE, new Letter("decode", "MALFORMED_JSON", bytes(EVENT)));

        assertAccount(
                EventKind.MALFORMED, new RecordAccount(Delivery.FUNCTION, 1, 1, 0, 1, 0, 0, List.of(), List.of()));
    }

    @Test
    void shouldFindARecordThatIsGivenUpStill() {
        findings.addGivenUp(PLACE, bytes(EVENT));

        RecordAccount account = account(EventKind.KNOWN);

        assertThat(account.givenUp()).isEqualTo(1);
        assertThat(account.lost()).isZero();
        assertThat(account.problems())
                .containsExactly("1 records are in the failure bucket (expected: none, or that they were redriven)");
    }

    @Test
    void shouldFindALostRecord() {
        RecordAccount account = account(EventKind.KNOWN);

        assertThat(account.lost()).isEqualTo(1);
        assertThat(account.problems()).containsExactly("record " + PLACE + " (KNOWN) is nowhere");
        assertThat(account.isClean()).isFalse();
    }

    @Test
    void shouldFindARecordThatWasWrittenTwice() {
        findings.addLine("object", PLACE, ExactJson.parse(line("found")));
        findings.addLine("object", PLACE, ExactJson.parse(line("found")));

        RecordAccount account = account(EventKind.KNOWN);

        assertThat(account.succeeded()).isEqualTo(1);
        assertThat(account.repeats()).containsExactly(PLACE.toString());
        assertThat(account.isClean()).isFalse();
    }

    @Test
    void shouldTellTheRecordsThatAPipeRepeatedAndTakeThem() {
        findings.addLine("object", PLACE, ExactJson.parse(line("found")));
        findings.addLine("other", PLACE, ExactJson.parse(line("found")));
        findings.addLine("other", PLACE, ExactJson.parse(line("found")));

        RecordAccount account =
                Accountant.account(Delivery.PIPE, JUDGE, List.of(sent(EventKind.KNOWN, PLACE)), findings);

        assertThat(account.succeeded()).isEqualTo(1);
        assertThat(account.repeats()).containsExactly(PLACE.toString(), PLACE.toString());
        assertThat(account.isClean()).isTrue();
    }

    @Test
    void shouldFindARepeatThatIsNotAsItsFirstLine() {
        findings.addLine("object", PLACE, ExactJson.parse(line("found")));
        findings.addLine("other", PLACE, ExactJson.parse(line("found").replace("1.50", "1.51")));

        RecordAccount account =
                Accountant.account(Delivery.PIPE, JUDGE, List.of(sent(EventKind.KNOWN, PLACE)), findings);

        assertThat(account.lost()).isEqualTo(1);
        assertThat(account.isClean()).isFalse();
    }

    @Test
    void shouldFindAFieldThatNobodyAskedFor() {
        findings.addLine("object", PLACE, ExactJson.parse(line("found").replaceFirst("\\{", "{\"total\":3,")));

        assertProblem(EventKind.KNOWN, "has total 3 (expected: none)");
    }

    @Test
    void shouldFindAFieldThatWasAltered() {
        findings.addLine("object", PLACE, ExactJson.parse(line("found").replace("1.50", "1.51")));

        assertLost(EventKind.KNOWN, "lost its field price");
    }

    @Test
    void shouldFindBytesThatWereAltered() {
        findings.addLetter(PLACE, new Letter("decode", "MALFORMED_JSON", bytes(EVENT + " ")));

        assertLost(EventKind.MALFORMED, "lost its bytes in the dead-letter queue");
    }

    @Test
    void shouldFindBytesThatWereAlteredInALaterLetter() {
        findings.addLetter(PLACE, new Letter("decode", "MALFORMED_JSON", bytes(EVENT)));
        findings.addLetter(PLACE, new Letter("decode", "MALFORMED_JSON", bytes(EVENT + " ")));

        assertLost(EventKind.MALFORMED, "lost its bytes in the dead-letter queue");
    }

    @Test
    void shouldFindALaterLetterWithAnotherReason() {
        findings.addLetter(PLACE, new Letter("decode", "MALFORMED_JSON", bytes(EVENT)));
        findings.addLetter(PLACE, new Letter("decode", "EMPTY", bytes(EVENT)));

        assertProblem(EventKind.MALFORMED, "is in the dead-letter queue for decode EMPTY");
    }

    @Test
    void shouldFindALetterBesideALine() {
        findings.addLine("object", PLACE, ExactJson.parse(line("found")));
        findings.addLetter(PLACE, new Letter("process", "UNEXPECTED_ERROR", bytes(EVENT)));

        assertProblem(EventKind.KNOWN, "is in the dead-letter queue for process UNEXPECTED_ERROR");
    }

    @Test
    void shouldFindAGivenUpRecordThatWasAltered() {
        findings.addGivenUp(PLACE, bytes(EVENT + " "));

        assertLost(EventKind.KNOWN, "is nowhere");
    }

    @Test
    void shouldFindABadRecordInTheLake() {
        findings.addLine("object", PLACE, ExactJson.parse(line("found")));

        assertProblem(EventKind.MALFORMED, "is in the lake");
    }

    @Test
    void shouldFindAGoodRecordAmongTheDeadLetters() {
        findings.addLetter(PLACE, new Letter("decode", "MALFORMED_JSON", bytes(EVENT)));

        assertProblem(EventKind.KNOWN, "is in the dead-letter queue for decode MALFORMED_JSON");
    }

    @Test
    void shouldFindADeadLetterWithAnotherReason() {
        findings.addLetter(PLACE, new Letter("decode", "EMPTY", bytes(EVENT)));

        assertProblem(EventKind.MALFORMED, "is in the dead-letter queue for decode EMPTY");
    }

    @Test
    void shouldFindAStatusThatIsWrong() {
        findings.addLine("object", PLACE, ExactJson.parse(line("not_found")));

        assertProblem(EventKind.KNOWN, "has status not_found (expected: found)");
    }

    @Test
    void shouldFindAProfileOfAnotherUser() {
        findings.addLine("object", PLACE, ExactJson.parse(line("found").replace("John", "Jane")));

        assertProblem(
                EventKind.KNOWN,
                "has user {\"name\":\"Jane Doe\",\"segment\":\"premium\"}"
                        + " (expected: {\"segment\":\"premium\",\"name\":\"John Doe\"})");
    }

    @Test
    void shouldFindAProfileThatIsMissing() {
        findings.addLine("object", PLACE, ExactJson.parse(line("found").replace("\"user\":" + PROFILE + ",", "")));

        assertProblem(EventKind.KNOWN, "has user none (expected: {\"segment\":\"premium\",\"name\":\"John Doe\"})");
    }

    @Test
    void shouldFindAProfileOfAStranger() {
        byte[] event = bytes(EVENT.replace("user123", "stranger"));
        findings.addLine("object", PLACE, ExactJson.parse(line("not_found").replace("user123", "stranger")));

        RecordAccount account =
                account(List.of(new SentRecord(new DemoEvent(EventKind.UNKNOWN, "stranger", event), PLACE, event)));

        assertThat(account.problems())
                .singleElement()
                .asString()
                .endsWith("(UNKNOWN) has user " + PROFILE + " (expected: none)");
    }

    @Test
    void shouldFindALineThatNobodySent() {
        findings.addLine("object", PLACE, ExactJson.parse(line("found")));
        Position nowhere = new Position(PLACE.stream(), PLACE.shard(), "43", 0);
        findings.addLine("object", nowhere, ExactJson.parse(line("found")));

        RecordAccount account = account(EventKind.KNOWN);

        assertThat(account.problems()).singleElement().asString().endsWith("was found, and was never sent");
        assertThat(account.isClean()).isFalse();
    }

    @Test
    void shouldFindLinesOutOfOrder() {
        Position next = new Position(PLACE.stream(), PLACE.shard(), "43", 0);
        findings.addLine("object", next, ExactJson.parse(line("found")));
        findings.addLine("object", PLACE, ExactJson.parse(line("found")));

        RecordAccount account = account(List.of(sent(EventKind.KNOWN, PLACE), sent(EventKind.KNOWN, next)));

        assertThat(account.problems()).singleElement().asString().startsWith("record " + PLACE + " of user123");
        assertThat(account.isClean()).isFalse();
    }

    private void assertAccount(EventKind kind, RecordAccount expected) {
        assertThat(account(kind)).isEqualTo(expected);
        assertThat(expected.isClean()).isTrue();
    }

    private void assertLost(EventKind kind, String problem) {
        assertThat(account(kind).lost()).isEqualTo(1);
        assertProblem(kind, problem);
    }

    private void assertProblem(EventKind kind, String problem) {
        RecordAccount account = account(kind);
        assertThat(account.problems()).singleElement().asString().endsWith("(" + kind + ") " + problem);
        assertThat(account.isClean()).isFalse();
    }

    private RecordAccount account(EventKind kind) {
        return account(List.of(sent(kind, PLACE)));
    }

    private RecordAccount account(List<SentRecord> sent) {
        return Accountant.account(Delivery.FUNCTION, JUDGE, sent, findings);
    }

    private static SentRecord sent(EventKind kind, Position position) {
        return new SentRecord(new DemoEvent(kind, "user123", bytes(EVENT)), position, bytes(EVENT));
    }

    private static String line(String status) {
        return EVENT.substring(0, EVENT.length() - 1) + ",\"user\":" + PROFILE
                + ",\"enrichment\":{\"sources\":{\"user\":\"" + status + "\"}}}";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
