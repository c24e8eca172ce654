package dev.tributary.quality;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Dates and times as texts and numbers, of the years 1 to 9999. Read and written by hand, since they are in nearly every row;
 * only what names a region is left to the JDK.
 */
final class Times {

    static final long SECONDS_PER_DAY = 86_400;

    private static final long EARLIEST = LocalDate.of(1, 1, 1).toEpochDay();
    private static final long LATEST = LocalDate.of(9_999, 12, 31).toEpochDay();
    private static final int DATE_LENGTH = 10;
    private static final int MINUTE_LENGTH = 16;
    private static final int SECOND_LENGTH = 19;
    private static final int LONGEST = 100;
    private static final int LONGEST_COUNT = 19;
    private static final int SHORTEST_COUNT = 9;

    private Times() {}

    /** Whether a text could be a date and time: a quick look that spares most texts the rest. */
    static boolean looksLikeTime(String text) {
        return text.length() >= MINUTE_LENGTH
                && text.length() <= LONGEST
                && text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(13) == ':';
    }

    /**
     * The date and time that a text tells: {@code 2024-12-31T23:59:59.123456789+01:00}, also with a space for the T, without
     * seconds, with an offset of hours alone, with a region in brackets behind the offset, or without any zone, which is taken
     * for UTC. Null if it tells none.
     */
    static @Nullable Instant instant(String text) {
        if (!looksLikeTime(text)) {
            return null;
        }
        return text.charAt(text.length() - 1) == ']' ? inRegion(text) : new TimeReader(text).instant();
    }

    /** The day that a text tells as {@code 2024-12-31}; null if it tells none. */
    static @Nullable LocalDate date(String text) {
        return text.length() == DATE_LENGTH ? new TimeReader(text).date() : null;
    }

    /** Whether a cleansed text is a date or a timestamp. */
    static boolean isTime(String text) {
        return date(text) != null || instant(text) != null;
    }

    /** Compares cleansed dates and timestamps: by their days in UTC if one of them is a date. */
    static int compare(String one, String other) {
        if (one.length() == DATE_LENGTH || other.length() == DATE_LENGTH) {
            return one.substring(0, DATE_LENGTH).compareTo(other.substring(0, DATE_LENGTH));
        }
        int bySecond = one.substring(0, SECOND_LENGTH).compareTo(other.substring(0, SECOND_LENGTH));
        // Without the zone's letter, nothing at all comes before every fraction.
        return bySecond != 0 ? bySecond : fraction(one).compareTo(fraction(other));
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

    /** ISO-8601 in UTC, with as many groups of three decimal places as there are, as {@link Instant#toString} writes it. */
    static String text(Instant time) {
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(time.getEpochSecond(), SECONDS_PER_DAY));
        int second = (int) Math.floorMod(time.getEpochSecond(), SECONDS_PER_DAY);
        StringBuilder text = new StringBuilder(30);
        addDigits(text, date.getYear(), 4);
        addDigits(text.append('-'), date.getMonthValue(), 2);
        addDigits(text.append('-'), date.getDayOfMonth(), 2);
        addDigits(text.append('T'), second / 3_600, 2);
        addDigits(text.append(':'), second / 60 % 60, 2);
        addDigits(text.append(':'), second % 60, 2);
        int nanos = time.getNano();
        if (nanos % 1_000 != 0) {
            addDigits(text.append('.'), nanos, 9);
        } else if (nanos % 1_000_000 != 0) {
            addDigits(text.append('.'), nanos / 1_000, 6);
        } else if (nanos != 0) {
            addDigits(text.append('.'), nanos / 1_000_000, 3);
        }
        return text.append('Z').toString();
    }

    private static @Nullable Instant epoch(long count, Optional<EpochUnit> declared) {
        Optional<EpochUnit> unit = declared.isPresent() ? declared : EpochUnit.ofMagnitude(count);
        return unit.isEmpty()
                ? null
                : bounded(unit.get().seconds(count), unit.get().nanos(count));
    }

    private static @Nullable Instant epoch(long count, BigDecimal fraction, EpochUnit unit) {
        if (fraction.scale() > unit.fractionDigits()) {
            return null;
        }
        long nanos = fraction.movePointRight(unit.fractionDigits()).longValueExact();
        return bounded(unit.seconds(count), unit.nanos(count) + nanos);
    }

    private static String fraction(String timestamp) {
        return timestamp.substring(SECOND_LENGTH, timestamp.length() - 1);
    }

    private static @Nullable Instant inRegion(String text) {
        try {
            String iso = text.charAt(DATE_LENGTH) == ' '
                    ? text.substring(0, DATE_LENGTH) + 'T' + text.substring(DATE_LENGTH + 1)
                    : text;
            Instant time = ZonedDateTime.parse(iso, DateTimeFormatter.ISO_ZONED_DATE_TIME)
                    .toInstant();
            return bounded(time.getEpochSecond(), time.getNano());
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The time; null beyond the years that are taken. A fraction may reach back before the second. */
    static @Nullable Instant bounded(long seconds, long nanos) {
        long second = nanos < 0 ? seconds - 1 : seconds;
        long day = Math.floorDiv(second, SECONDS_PER_DAY);
        return day < EARLIEST || day > LATEST ? null : Instant.ofEpochSecond(seconds, nanos);
    }

    private static boolean isDigits(String text, int start) {
        for (int i = start; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static void addDigits(StringBuilder text, int number, int digits) {
        int power = 1;
        for (int i = 1; i < digits; i++) {
            power *= 10;
        }
        for (; power > 0; power /= 10) {
            text.append((char) ('0' + number / power % 10));
        }
    }
}
