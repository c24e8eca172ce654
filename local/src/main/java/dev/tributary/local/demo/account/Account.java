package dev.tributary.local.demo.account;

import static com.google.common.base.CaseFormat.LOWER_CAMEL;
import static com.google.common.base.CaseFormat.LOWER_HYPHEN;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What came of a system's events in one respect: in numbers, and in words where it is wrong. */
public interface Account {

    /** How many of these an account tells, so that a person sees the first of each kind of trouble. */
    int PROBLEMS_TOLD = 20;

    List<Count> counts();

    /** The first things that are not as they must be. */
    List<String> problems();

    /** What is worth a look row by row. */
    default Optional<Table> table() {
        return Optional.empty();
    }

    /**
     * Rows with the same columns.
     *
     * @param name words in small letters
     * @param rows cells by column, all of them with the columns of the first, in its order
     */
    record Table(String name, List<Map<String, String>> rows) {}

    /**
     * A number and what it means.
     *
     * @param name words in small letters
     * @param records the record ids that it counts, if somebody may want them
     * @param isForPrograms whether programs alone are told: people have it in another count's note
     */
    record Count(String name, long value, String note, Optional<List<String>> records, boolean isForPrograms) {

        /** A number of what nobody asks for one by one. */
        public Count(String name, long value, String note) {
            this(name, value, note, Optional.empty(), false);
        }

        /** A number that people are told otherwise. */
        public static Count forPrograms(String name, long value) {
            return new Count(name, value, "", Optional.empty(), true);
        }

        /** The name for programs: {@code turnedAway} for turned away. */
        public String key() {
            return LOWER_HYPHEN.to(LOWER_CAMEL, name.replace(' ', '-'));
        }

        /** The number of these records. */
        public static Count of(String name, List<String> records) {
            return new Count(
                    name,
                    records.size(),
                    records.isEmpty() ? "" : "with these record ids:",
                    Optional.of(records),
                    false);
        }
    }
}
