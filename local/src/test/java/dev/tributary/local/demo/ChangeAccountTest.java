package dev.tributary.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.demo.account.Accountant;
import dev.tributary.local.demo.account.Delivery;
import dev.tributary.local.demo.account.ExactJson;
import dev.tributary.local.demo.account.Findings;
import dev.tributary.local.demo.account.Findings.Letter;
import dev.tributary.local.demo.account.Position;
import dev.tributary.local.demo.account.RecordAccount;
import dev.tributary.local.demo.account.SentRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a change that is not in the trail as it was made. */
class ChangeAccountTest {

    private static final String RECORD = """
            {"eventName":"MODIFY","dynamodb":{"Keys":{"id":{"S":"ż"}},"OldImage":{"id":{"S":"ż"},"n":{"N":"1"}},
             "NewImage":{"n":{"N":"2.5"},"id":{"S":"ż"}}}}""";
    private static final String LINE = """
            {"recordId":"table.event-1.007.0","eventName":"MODIFY","table":"table","keys":{"id":"ż"},
             "oldImage":{"id":"ż","n":1},"newImage":{"id":"ż","n":2.5},
             "changes":[{"attribute":"n","before":1,"after":2.5}],"expired":false,
             "sequenceNumber":"007","eventId":"event-1"}""";
    private static final Position PLACE = Position.parse("table.event-1.007.0");

    private final TableSource source = new TableSource("table", "topic");
    private final Findings findings = new Findings();

    @Test
    void shouldTakeAChangeWithBothItsImages() {
        add(LINE);

        assertThat(account()).isEqualTo(new RecordAccount(Delivery.TRAIL, 1, 1, 1, 0, 0, 0, List.of(), List.of()));
    }

    @Test
    void shouldFindALostChange() {
        RecordAccount account = account();

        assertThat(account.lost()).isEqualTo(1);
        assertThat(account.problems()).containsExactly("record " + PLACE + " (MODIFY) is nowhere");
    }

    @Test
    void shouldFindAChangeThatWasWrittenTwice() {
        add(LINE);
        add(LINE);

        assertThat(account().repeats()).containsExactly(PLACE.toString());
        assertThat(account().isClean()).isFalse();
    }

    @Test
    void shouldFindAWrongImage() {
        add(LINE.replace("\"oldImage\":{\"id\":\"ż\",\"n\":1}", "\"oldImage\":{\"id\":\"ż\",\"n\":2}"));

        assertThat(account().lost()).isEqualTo(1);
        assertProblem("lost its field oldImage");
    }

    @Test
    void shouldFindAWrongEventName() {
        add(LINE.replace("MODIFY", "INSERT"));

        assertProblem("lost its field eventName");
    }

    @Test
    void shouldFindAnImageThatShouldNotBeThere() {
        Change insert = Change.of(ExactJson.parse(RECORD.replace("MODIFY", "INSERT")
                .replace("\"OldImage\":{\"id\":{\"S\":\"ż\"},\"n\":{\"N\":\"1\"}},", "")));
        add(LINE.replace("MODIFY", "INSERT"));

        assertThat(account(List.of(sent(insert, PLACE))).problems()).anySatisfy(problem -> assertThat(problem)
                .endsWith("has oldImage {\"id\":\"ż\",\"n\":1} (expected: none)"));
    }

    @Test
    void shouldFindAWrongListOfChanges() {
        add(LINE.replace("\"before\":1,", ""));

        assertProblem("has changes [{\"attribute\":\"n\",\"after\":2.5}] (expected: those between the images)");
    }

    @Test
    void shouldFindWhatNamesAnotherTableOrPlace() {
        add(LINE.replace("\"table\":\"table\"", "\"table\":\"other\""));
        assertProblem("has table \"other\" (expected: table)");

        findings.lines().clear();
        add(LINE.replace("\"007\"", "\"008\""));
        assertProblem("has another place than its record id");
    }

    @Test
    void shouldFindAChangeThatIsSaidToHaveExpired() {
        add(LINE.replace("\"expired\":false", "\"expired\":true"));

        assertProblem("has expired true (expected: false)");
    }

    @Test
    void shouldFindChangesOfAnItemOutOfOrder() {
        Position next = Position.parse("table.event-0.010.0");
        add(LINE.replace(PLACE.toString(), next.toString())
                .replace("007", "010")
                .replace("event-1", "event-0"));
        add(LINE);

        assertThat(account(List.of(sent(change(), PLACE), sent(change(), next))).problems())
                .containsExactly("record " + PLACE + " of {\"id\":\"ż\"} in table stands after " + next + " in object");
    }

    @Test
    void shouldTakeAChangeThatWasGivenUpWhole() {
        source.giveUp(record(RECORD), findings);

        assertThat(account().givenUp()).isEqualTo(1);
        assertThat(account().lost()).isZero();
    }

    @Test
    void shouldFindAGivenUpChangeThatWasAltered() {
        source.giveUp(record(RECORD.replace("2.5", "2.6")), findings);

        assertProblem("is nowhere");
    }

    @Test
    void shouldFindAGoodChangeAmongTheDeadLetters() {
        byte[] payload = RECORD.getBytes(StandardCharsets.UTF_8);
        findings.addLetter(PLACE, new Letter("decode", "NO_IMAGE", source.content(payload)));

        assertThat(account().deadLettered()).isEqualTo(1);
        assertProblem("is in the dead-letter queue for decode NO_IMAGE");
    }

    @Test
    void shouldKnowItsOwnStream() {
        assertThat(source.owns("arn:aws:dynamodb:us-east-1:0:table/table/stream/2026"))
                .isTrue();
        assertThat(source.owns("arn:aws:dynamodb:us-east-1:0:table/tables/stream/2026"))
                .isFalse();
        assertThat(source.owns("arn:aws:kinesis:us-east-1:0:stream/table")).isFalse();
    }

    private void add(String line) {
        JsonNode json = ExactJson.parse(line);
        findings.addLine("object", Position.parse(new ChangeJudge("table").recordId(json)), json);
    }

    private void assertProblem(String problem) {
        assertThat(account().problems()).containsExactly("record " + PLACE + " (MODIFY) " + problem);
    }

    private RecordAccount account() {
        return account(List.of(sent(change(), PLACE)));
    }

    private RecordAccount account(List<SentRecord> sent) {
        return Accountant.account(Delivery.TRAIL, new ChangeJudge("table"), sent, findings);
    }

    private static JsonNode record(String text) {
        return ExactJson.parse(
                text.replace("\"dynamodb\":{", "\"eventID\":\"event-1\",\"dynamodb\":{\"SequenceNumber\":\"007\","));
    }

    private static Change change() {
        return Change.of(ExactJson.parse(RECORD));
    }

    private static SentRecord sent(Change change, Position place) {
        return new SentRecord(change.event(), place, change.bytes(), "table");
    }
}
