package dev.tributary.quality;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.json.IsoTimes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Times as numbers, and how cleansed dates and timestamps compare; of the years 1 to 9999. */
final class Times {

    private static final long EARLIEST = LocalDate.of(1, 1, 1).toEpochDay();
    private static final long LATEST = LocalDate.of(9_999, 12, 31).toEpochDay();
    private static final int DATE_LENGTH = 10;
    private static final int SECOND_LENGTH = 19;
    private static final int LONGEST_COUNT = 19;
    private static final int SHORTEST_COUNT = 9;

    private Times() {}

    /** Whether a cleansed text is a date or a timestamp. */
    static boolean isTime(String text) {
        return IsoTimes.isWritten(text) || IsoTimes.date(text) != null;
    }

    /** Compares cleansed dates and timestamps: by their days in UTC if one of them is a date. */
    static int compare(String one, String other) {
        int end = Math.min(one.length(), other.length()) == DATE_LENGTH ? DATE_LENGTH : SECOND_LENGTH;
        int at = 0;
        // Behind the second, each goes on with a fraction or ends with the zone's letter.
        while (at < end || (end == SECOND_LENGTH && one.charAt(at) != 'Z' && other.charAt(at) != 'Z')) {
            if (one.charAt(at) != other.charAt(at)) {
                return Character.compare(one.charAt(at), other.charAt(at));
            }
            at++;
        }
        // Nothing at all comes before every fraction.
        return end == DATE_LENGTH ? 0 : Boolean.compare(one.charAt(at) != 'Z', other.charAt(at) != 'Z');
    }

    /** The day, so many days from 1970-01-01 on; null beyond the years that are taken. */
    static @Nullable LocalDate date(long days) {
        return days < EARLIEST || days > LATEST ? null : LocalDate.ofEpochDay(days);
    }

    /** The time that a number tells; null without a unit, beyond the years, and with more digits than nanoseconds have. */
    static @Nullable Instant epoch(JsonNode number, Optional<EpochUnit> declared) {
        if (number.isInt() || number.isLong()) {
            return epoch(number.longValue(), declared);
        }
        BigDecimal value = number.decimalValue();
        long digits = value.precision() - (long) value.scale();
        if (digits > LONGEST_COUNT || (digits < SHORTEST_COUNT && declared.isEmpty())) {
            return null;
        }
        BigInteger whole = value.toBigInteger();
        if (whole.bitLength() >= Long.SIZE) {
            return null;
        }
        Optional<EpochUnit> unit = declared.or(() -> EpochUnit.ofMagnitude(whole.longValue()));
        BigDecimal fraction = value.subtract(new BigDecimal(whole));
        if (unit.isEmpty() || fraction.signum() == 0) {
            return epoch(whole.longValue(), unit);
        }
        return epoch(whole.longValue(), fraction.stripTrailingZeros(), unit.get());
    }

    /** The time that a text of digits tells, as {@link #epoch(JsonNode, Optional)} does; null if it is none. */
    static @Nullable Instant epoch(String text, Optional<EpochUnit> declared) {
        int start = text.startsWith("-") ? 1 : 0;
        if (text.length() == start || text.length() - start > LONGEST_COUNT || !isDigits(text, start)) {
            return null;
        }
        try {
            return epoch(Long.parseLong(text), declared);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Instant epoch(long count, Optional<EpochUnit> declared) {
        Optional<EpochUnit> unit = declared.isPresent() ? declared : EpochUnit.ofMagnitude(count);
        return unit.isEmpty()
                ? null
                : IsoTimes.bounded(unit.get().seconds(count), unit.get().nanos(count));
    }

    private static @Nullable Instant epoch(long count, BigDecimal fraction, EpochUnit unit) {
        if (fraction.scale() > unit.fractionDigits()) {
            return null;
        }
        long nanos = fraction.movePointRight(unit.fractionDigits()).longValueExact();
        return IsoTimes.bounded(unit.seconds(count), unit.nanos(count) + nanos);
    }

    private static boolean isDigits(String text, int start) {
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
