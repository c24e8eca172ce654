package dev.tributary.local.demo.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderCheckTest {

    private static final String SHARD = "shardId-000000000000";

    /** Records 1 to 20, the odd ones of one key, the even ones of another. */
    private static final List<SentRecord> SENT = IntStream.rangeClosed(1, 20)
            .mapToObj(number -> new SentRecord(
                    new DemoEvent(EventKind.KNOWN, number % 2 == 0 ? "even" : "odd", new byte[0]),
                    at(number),
                    new byte[0]))
            .toList();

    private final Map<String, List<Position>> objects = new LinkedHashMap<>();

    @Test
    void shouldTakeKeysInOrderWhateverTheOrderOfTheObjectsAndOfOtherKeys() {
        object("b", 13, 15, 17, 12, 14);
        object("a", 2, 1, 3, 9, 11, 4, 10);

        assertProblems();
    }

    @Test
    void shouldFindALineBeforeItsPredecessor() {
        object("a", 1, 11, 9);

        assertProblems("record " + at(9) + " of odd in " + SHARD + " stands after " + at(11) + " in a");
    }

    @Test
    void shouldFindARecordThatBelongsIntoAnotherObject() {
        object("a", 1, 3, 11);
        object("b", 5, 7);

        assertProblems("records of odd in " + SHARD + " in b belong among those in a");
    }

    @Test
    void shouldLookBehindAnObjectThatLiesWithinAnother() {
        object("a", 1, 19);
        object("b", 3, 5);
        object("c", 7);

        assertProblems(
                "records of odd in " + SHARD + " in b belong among those in a",
                "records of odd in " + SHARD + " in c belong among those in a");
    }

    @Test
    void shouldLeaveDuplicatesAndStrangersToTheAccount() {
        object("a", 1, 1, 99, 3);
        object("b", 3, 5);

        assertProblems();
    }

    private void object(String name, int... numbers) {
        objects.put(name, Arrays.stream(numbers).mapToObj(OrderCheckTest::at).toList());
    }

    private void assertProblems(String... expected) {
        assertThat(OrderCheck.problems(SENT, objects)).containsExactly(expected);
    }

    private static Position at(int number) {
        return new Position("events", SHARD, Integer.toString(number), 0);
    }
}
