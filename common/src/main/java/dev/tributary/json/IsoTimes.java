package dev.tributary.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Dates and times as JSON has them, which are texts: ISO 8601, of the years 1 to 9999. Read and written by hand, since they are in
 * nearly every row and java.time's formatters would cost more than the rest of it; only what names a region is left to them.
 */
public final class IsoTimes {

    static final long SECONDS_PER_DAY = 86_400;

    private static final long EARLIEST = LocalDate.of(1, 1, 1).toEpochDay();
    private static final long LATEST = LocalDate.of(9_999, 12, 31).toEpochDay();
    private static final int DATE_LENGTH = 10;
    private static final int MINUTE_LENGTH = 16;
    private static final int LONGEST = 100;

    private IsoTimes() {}

    /** Whether a text could be a date and time: a quick look that spares most texts the rest. */
    public static boolean looksLikeTime(String text) {
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
    public static @Nullable Instant instant(String text) {
        if (!looksLikeTime(text)) {
            return null;
        }
        return text.charAt(text.length() - 1) == ']' ? inRegion(text) : new TimeReader(text).instant();
    }

    /** The day that a text tells as {@code 2024-12-31}; null if it tells none. */
    public static @Nullable LocalDate date(String text) {
        return text.length() == DATE_LENGTH ? new TimeReader(text).date() : null;
    }

    /** ISO-8601 in UTC, with as many groups of three decimal places as there are, as {@link Instant#toString} writes it. */
    public static String text(Instant time) {
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

    /** The time; null beyond the years that are taken. A fraction may reach back before the second. */
    public static @Nullable Instant bounded(long seconds, long nanos) {
        long second = nanos < 0 ? seconds - 1 : seconds;
        long day = Math.floorDiv(second, SECONDS_PER_DAY);
        return day < EARLIEST || day > LATEST ? null : Instant.ofEpochSecond(seconds, nanos);
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
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
