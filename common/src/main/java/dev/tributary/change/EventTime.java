package dev.tributary.change;

import dev.tributary.change.InvalidChangeException.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/** The time of an event, as its source writes it: ISO 8601, or a number since 1970; within the years 1970 to 9999. */
final class EventTime {

    static final long MILLIS = 1_000;
    static final long MICROS = 1_000_000;
    static final long NANOS = 1_000_000_000;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    /** The longest text that is read; a time with nanoseconds, a zone and its name is shorter. */
    private static final int LONGEST_TEXT = 100;

    private static final int SECONDS_END = "2024-07-29T00:59:07".length();
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int LONGEST_LONG = 18;

    private EventTime() {}

    /**
     * Reads ISO 8601; without a zone, it is UTC.
     *
     * @param field the field's path, for messages
     */
    static Instant ofIso(String field, String text) throws InvalidChangeException {
        Instant time = fast(text);
        if (time == null && text.length() <= LONGEST_TEXT) {
            time = any(text);
        }
        if (time == null || !isInRange(time)) {
            throw new InvalidChangeException(
                    Problem.INVALID_TIME,
                    field + ": text of " + text.length()
                            + " characters that is no time (expected: ISO 8601 in the years 1970-9999, such as"
                            + " 2024-07-29T00:59:07.686557Z)");
        }
        return time;
    }

    /**
     * Reads a number since 1970.
     *
     * @param field the field's path, for messages
     * @param perSecond how many of its units are a second
     */
    static Instant ofNumber(String field, String digits, long perSecond) throws InvalidChangeException {
        if (digits.length() <= LONGEST_LONG || fitsLong(digits)) {
            long units = Long.parseLong(digits);
            Instant time = Instant.ofEpochSecond(units / perSecond, units % perSecond * (NANOS / perSecond));
            if (isInRange(time)) {
                return time;
            }
        }
        throw new InvalidChangeException(
                Problem.INVALID_TIME,
                field + ": a number of " + digits.length() + " digits that is no time (expected: 1970-9999)");
    }

    private static boolean fitsLong(String digits) {
        return digits.length() == LONGEST_LONG + 1 && digits.compareTo(Long.toString(Long.MAX_VALUE)) <= 0;
    }

    private static boolean isInRange(Instant time) {
        return time.getEpochSecond() >= 0 && !time.isAfter(LATEST);
    }

    /**
     * The form that nearly all times have, {@code 2024-07-29T00:59:07.686557Z}: java.time's formatters would cost more than the
     * rest of the event.
     *
     * @return null if it is another form, or no time
     */
    private static @Nullable Instant fast(String text) {
        if (!hasFastForm(text)) {
            return null;
        }
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, 19);
        if (hour > 23 || minute > 59 || second > 59) {
            return null;
        }
        try {
            long day = LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10))
                    .toEpochDay();
            return Instant.ofEpochSecond(day * SECONDS_PER_DAY + hour * 3_600L + minute * 60L + second, fraction(text));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static boolean hasFastForm(String text) {
        int last = text.length() - 1;
        if (last < SECONDS_END || last > SECONDS_END + 10 || text.charAt(last) != 'Z') {
            return false;
        }
        for (int i = 0; i < last; i++) {
            char c = text.charAt(i);
            boolean fits =
                    switch (i) {
                        case 4, 7 -> c == '-';
                        case 13, 16 -> c == ':';
                        case 10 -> c == 'T';
                        case 19 -> c == '.';
                        default -> c >= '0' && c <= '9';
                    };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static int fraction(String text) {
        int nanos = 0;
        for (int i = SECONDS_END + 1; i <= SECONDS_END + 9; i++) {
            nanos = nanos * 10 + (i < text.length() - 1 ? text.charAt(i) - '0' : 0);
        }
        return nanos;
    }

    private static int digits(String text, int from, int end) {
        int number = 0;
        for (int i = from; i < end; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    private static @Nullable Instant any(String text) {
        try {
            TemporalAccessor time =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            return time instanceof OffsetDateTime zoned
                    ? zoned.toInstant()
                    : ((LocalDateTime) time).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
