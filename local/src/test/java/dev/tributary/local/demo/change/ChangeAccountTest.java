package dev.tributary.local.demo.change;

import static dev.tributary.local.demo.change.Lake.BROKEN;
import static dev.tributary.local.demo.change.Lake.DMS;
import static dev.tributary.local.demo.change.Lake.PUBLIC;
import static dev.tributary.local.demo.change.Lake.STRANGER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.demo.account.Account.Count;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeAccountTest {

    private final Lake lake = new Lake();

    @Test
    void shouldFindNothingWrongWhereAllIsWhereItBelongs() {
        ChangeAccount account = lake.account();

        assertThat(account.problems()).isEmpty();
        assertThat(account.isClean()).isTrue();
        assertThat(account.repeated()).isEmpty();
        assertThat(counts(account))
                .containsAllEntriesOf(Map.ofEntries(
                        Map.entry("captured", 6L),
                        Map.entry("received", 13L),
                        Map.entry("tombstones", 1L),
                        Map.entry("rawObjects", 1L),
                        Map.entry("rows", 7L),
                        Map.entry("repeatsDropped", 1L),
                        Map.entry("repeatsKept", 0L),
                        Map.entry("quarantined", 1L),
                        Map.entry("schemaChanges", 1L),
                        Map.entry("messages", 1L),
                        Map.entry("deadLettered", 2L),
                        Map.entry("givenUp", 0L),
                        Map.entry("lost", 0L),
                        Map.entry("public.employees", 1L),
                        Map.entry("dms.employees", 1L)));
        assertThat(account.facts()).containsEntry("capturedFrom", "a database");
        assertThat(note(account, "dms.employees")).isEqualTo("rows, equal to the table, row for row");
    }

    @Test
    void shouldTakeChangesThatCameAgainOnce() {
        ChangeAccount account = lake.deliverAgain().account();

        assertThat(account.problems()).isEmpty();
        assertThat(account.repeated()).contains("changes that were sent again");
        assertThat(counts(account)).containsEntry("repeatsKept", 8L).containsEntry("public.employees", 1L);
    }

    @Test
    void shouldTakeALetterThatWasSentAgainOnce() {
        lake.letters().add(lake.letterOf(BROKEN));

        assertThat(lake.account().problems()).isEmpty();
    }

    @Test
    void shouldFindALostRow() {
        lake.lines(DMS).remove(2);
        ChangeAccount account = lake.account();

        assertThat(account.isClean()).isFalse();
        assertThat(account.lost()).isPositive();
        assertThat(account.problems())
                .containsExactly(
                        "trusted/dms/employees insert 1 of s3://changes/raw/a.gz is nowhere",
                        "dms.employees by LatestState, id 1: missing",
                        "dms.employees by order, id 1: missing");
        assertThat(note(account, "dms.employees")).isEqualTo("rows, NOT those of the table");
        assertThat(note(account, "public.employees")).startsWith("rows, equal");
    }

    @Test
    void shouldFindALostDelete() {
        lake.lines(PUBLIC).remove(3);

        assertThat(lake.account().problems())
                .contains(
                        "trusted/public/employees delete 2 of s3://changes/raw/a.gz is nowhere",
                        "public.employees by LatestState, id 2: there, and not in the table");
    }

    @Test
    void shouldFindAWrongColumnWithoutSayingWhatItHolds() {
        lake.edit(PUBLIC, 2, line -> line.replace("11.50", "11.51"));

        assertThat(lake.account().problems())
                .containsExactly(
                        "public.employees by LatestState, id 1: differs in [salary]",
                        "public.employees by order, id 1: differs in [salary]");
    }

    @Test
    void shouldFindAColumnThatIsMissing() {
        lake.edit(DMS, 2, line -> line.replace("\"notes\":\"long\",", ""));

        assertThat(lake.account().problems()).contains("dms.employees by LatestState, id 1: differs in [notes]");
    }

    @Test
    void shouldFindAColumnThatIsNotInTheTable() {
        lake.edit(DMS, 2, line -> line.replace("\"notes\"", "\"team\":\"red\",\"notes\""));

        assertThat(lake.account().problems()).contains("dms.employees by LatestState, id 1: differs in [team]");
    }

    @Test
    void shouldFindAnUnchangedColumnThatNobodyKnows() {
        lake.edit(PUBLIC, 0, line -> line.replace("\"notes\":\"long\",", ""));

        assertThat(lake.account().problems())
                .contains("public.employees by LatestState, id 1: differs in [notes]")
                .contains("public.employees by order, id 1: differs in [notes]");
    }

    @Test
    void shouldFindAnExtraRow() {
        lake.lines(DMS).add(lake.lines(DMS).get(2).replace("\"id\":1", "\"id\":9"));

        assertThat(lake.account().problems())
                .contains(
                        "trusted/dms/employees insert 9 of s3://changes/raw/a.gz is there, and must not be; 1",
                        "dms.employees by LatestState, id 9: there, and not in the table");
    }

    @Test
    void shouldFindARowThatIsWrittenTwice() {
        lake.lines(DMS).add(lake.lines(DMS).get(2));

        assertThat(lake.account().problems())
                .containsExactly(
                        "trusted/dms/employees insert 1 of s3://changes/raw/a.gz is there, and must not be; 1");
    }

    @Test
    void shouldFindARowInTrustedThatBelongsInQuarantine() {
        lake.lines(PUBLIC).add(lake.lines(PUBLIC).get(1).replace("\"id\":2", "\"id\":3"));

        assertThat(lake.account().problems())
                .contains("public.employees by LatestState, id 3: there, and not in the table");
    }

    @Test
    void shouldFindAMissingDeadLetter() {
        lake.letters().remove(0);
        ChangeAccount account = lake.account();

        assertThat(account.isClean()).isFalse();
        assertThat(account.lost()).isEqualTo(1);
        assertThat(account.problems())
                .containsExactly("in no dead letter: 19 bytes of s3://changes/raw/a.gz, " + BROKEN);
    }

    @Test
    void shouldFindADeadLetterWithOtherBytes() {
        Letter letter = lake.letterOf(STRANGER);
        lake.letters()
                .set(
                        1,
                        new Letter(
                                letter.id(), letter.object(), letter.offset(), letter.length(), "{}".getBytes(UTF_8)));

        assertThat(lake.account().problems())
                .contains(letter + " has other bytes than its place")
                .anyMatch(problem -> problem.startsWith("in no dead letter: "));
    }

    @Test
    void shouldFindAChangeInADeadLetter() {
        lake.letters().add(lake.letterOf(lake.raw().get(0)));

        assertThat(lake.account().problems())
                .singleElement()
                .asString()
                .endsWith("of s3://changes/raw/a.gz holds what is no broken piece");
    }

    @Test
    void shouldFindTwoLettersOfOnePiece() {
        Letter letter = lake.letterOf(STRANGER);
        lake.letters().add(new Letter("other", letter.object(), letter.offset(), letter.length(), letter.payload()));

        assertThat(lake.account().problems()).singleElement().asString().startsWith("in too many dead letters: ");
    }

    @Test
    void shouldFindWhatIsInNoRawObject() {
        lake.raw().remove(1);

        assertThat(lake.account().problems())
                .anyMatch(problem -> problem.startsWith("in no raw object: {\"op\":\"c\",\"after\":{\"id\":2,"));
    }

    @Test
    void shouldFindWhatWasNeverSent() {
        lake.raw().add(lake.raw().get(1).replace("\"id\":2", "\"id\":8"));

        assertThat(lake.account().problems())
                .anyMatch(problem -> problem.startsWith("a raw object holds what was never sent: "));
    }

    @Test
    void shouldFailForEventsThatAreGivenUp() {
        ChangeAccount account = lake.giveUp().account();

        assertThat(account.isClean()).isFalse();
        assertThat(account.problems()).containsExactly("the queue of failed events holds 1 (expected: none)");
    }

    private static Map<String, Long> counts(ChangeAccount account) {
        return account.counts().stream().collect(toMap(Count::key, Count::value));
    }

    private static String note(ChangeAccount account, String name) {
        return account.counts().stream()
                .filter(count -> count.name().equals(name))
                .map(Count::note)
                .findFirst()
                .orElseThrow();
    }
}
