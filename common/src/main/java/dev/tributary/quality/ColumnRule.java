package dev.tributary.quality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.json.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

/** What a value of a column must keep; it is of the column's type by then, and not null. */
sealed interface ColumnRule {

    /** The rule's name, as the contract has it. */
    String name();

    /** Whether a value keeps the rule, in a row whose other columns are of their types too. */
    boolean isKept(JsonNode value, ObjectNode row);

    /** What the value should be. */
    String expected();

    /**
     * A bound of a number.
     *
     * @param name {@code minimum} or {@code maximum}
     */
    record NumberBound(String name, boolean isLowest, BigDecimal bound) implements ColumnRule {

        @Override
        public boolean isKept(JsonNode value, ObjectNode row) {
            int compared = value.decimalValue().compareTo(bound);
            return isLowest ? compared >= 0 : compared <= 0;
        }

        @Override
        public String expected() {
            return (isLowest ? "at least " : "at most ") + bound;
        }

        boolean isAbove(ColumnRule other) {
            return other instanceof NumberBound highest && bound.compareTo(highest.bound) > 0;
        }
    }

    /**
     * A bound of a date or a timestamp: a fixed one, or another column of the same row. A column without a value that can be
     * read bounds nothing.
     *
     * @param name the rule's name in the contract
     * @param isEarliest whether the value may not be before the bound; otherwise it may not be after it
     * @param bound the date or timestamp, or the column
     */
    record TimeBound(String name, boolean isEarliest, String bound, boolean isColumn) implements ColumnRule {

        @Override
        public boolean isKept(JsonNode value, ObjectNode row) {
            String other = isColumn ? row.path(bound).textValue() : bound;
            if (other == null || (isColumn && !Times.isTime(other))) {
                return true;
            }
            int compared = Times.compare(value.textValue(), other);
            return isEarliest ? compared >= 0 : compared <= 0;
        }

        @Override
        public String expected() {
            return (isEarliest ? "not before " : "not after ") + (isColumn ? "column " : "") + bound;
        }

        boolean isAbove(ColumnRule other) {
            return other instanceof TimeBound latest && Times.compare(bound, latest.bound) > 0;
        }
    }

    /**
     * A pattern that the whole of a text matches. It is the operator's own, and backtracks as it may; so that it does not do it
     * for hours, a text of more than {@value #LONGEST} characters does not match.
     */
    record Matching(Pattern pattern) implements ColumnRule {

        static final int LONGEST = 1_000;

        @Override
        public String name() {
            return "pattern";
        }

        @Override
        public boolean isKept(JsonNode value, ObjectNode row) {
            String text = value.textValue();
            return text.length() <= LONGEST && pattern.matcher(text).matches();
        }

        @Override
        public String expected() {
            return "at most " + LONGEST + " characters that match " + pattern.pattern();
        }
    }

    /** Some values, numbers by what they are worth. */
    record Allowed(List<JsonNode> values) implements ColumnRule {

        public Allowed {
            values = List.copyOf(values);
        }

        @Override
        public String name() {
            return "allowed";
        }

        @Override
        public boolean isKept(JsonNode value, ObjectNode row) {
            for (JsonNode allowed : values) {
                if (value.equals(allowed) || isSameNumber(value, allowed)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String expected() {
            return "one of "
                    + String.join(", ", values.stream().map(Json::writeAscii).toList());
        }

        private static boolean isSameNumber(JsonNode one, JsonNode other) {
            return one.isNumber() && one.decimalValue().compareTo(other.decimalValue()) == 0;
        }
    }
}
