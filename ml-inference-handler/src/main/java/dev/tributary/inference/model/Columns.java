package dev.tributary.inference.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.inference.model.UnusableRowException.Problem;
import dev.tributary.json.IsoTimes;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a row as features read them. A value of null counts as one that is not there.
 *
 * @param committed when the change was committed that the row comes of; the column {@value #COMMITTED_AT} of every row
 */
record Columns(ObjectNode row, Instant committed) {

    static final String COMMITTED_AT = "_committed_at";

    private static final double SECONDS_PER_DAY = 86_400;
    private static final double NANOS_PER_SECOND = 1e9;

    @Nullable
    JsonNode get(String column) {
        JsonNode value = row.get(column);
        return value == null || value.isNull() ? null : value;
    }

    /** A number; a text is none, even of digits, since the contract of a table is what makes numbers of texts. */
    double number(String column, JsonNode value) throws UnusableRowException {
        if (!value.isNumber()) {
            throw new UnusableRowException(Problem.INVALID_FEATURE, column, "a number");
        }
        return value.doubleValue();
    }

    /** Days since 1970, with the part of the day that a time tells; null if the column is not there. */
    @Nullable
    Double days(String column) throws UnusableRowException {
        if (column.equals(COMMITTED_AT)) {
            return days(committed);
        }
        JsonNode value = get(column);
        if (value == null) {
            return null;
        }
        if (value.isTextual()) {
            LocalDate date = IsoTimes.date(value.textValue());
            if (date != null) {
                return (double) date.toEpochDay();
            }
            Instant time = IsoTimes.instant(value.textValue());
            if (time != null) {
                return days(time);
            }
        }
        throw new UnusableRowException(Problem.INVALID_FEATURE, column, "a date or time in ISO 8601");
    }

    private static double days(Instant time) {
        return (time.getEpochSecond() + time.getNano() / NANOS_PER_SECOND) / SECONDS_PER_DAY;
    }
}
