package dev.tributary.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
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
    private static final int SECOND_LENGTH = 19;
    private static final int LONGEST_WRITTEN = 30;
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
        StringBuilder text = new StringBuilder(LONGEST_WRITTEN);
        addTwo(text, date.getYear() / 100);
        addTwo(text, date.getYear() % 100);
        addTwo(text.append('-'), date.getMonthValue());
        addTwo(text.append('-'), date.getDayOfMonth());
        addTwo(text.append('T'), second / 3_600);
        addTwo(text.append(':'), second / 60 % 60);
        addTwo(text.append(':'), second % 60);
        int nanos = time.getNano();
        if (nanos != 0) {
            addThree(text.append('.'), nanos / 1_000_000);
            if (nanos % 1_000_000 != 0) {
                addThree(text, nanos / 1_000 % 1_000);
            }
            if (nanos % 1_000 != 0) {
                addThree(text, nanos % 1_000);
            }
        }
        return text.append('Z').toString();
    }

    /** Whether a text is a time just as {@link #text} writes it: most are, and then nothing needs to be made of it. */
    public static boolean isWritten(String text) {
        int last = text.length() - 1;
        return last >= SECOND_LENGTH
                && last < LONGEST_WRITTEN
                && text.charAt(last) == 'Z'
                && text.charAt(DATE_LENGTH) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(MINUTE_LENGTH) == ':'
                && isWithin(two(text, 11), 0, 23)
                && isWithin(two(text, 14), 0, 59)
                && isWithin(two(text, 17), 0, 59)
                && isDate(text)
                && isFraction(text, last);
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

    private static boolean isDate(String text) {
        int century = two(text, 0);
        int inCentury = two(text, 2);
        int month = two(text, 5);
        if (century < 0 || inCentury < 0 || text.charAt(4) != '-' || text.charAt(7) != '-' || !isWithin(month, 1, 12)) {
            return false;
        }
        int year = century * 100 + inCentury;
        return year > 0 && isWithin(two(text, 8), 1, Month.of(month).length(Year.isLeap(year)));
    }

    /** Nothing at all, or groups of three digits of which the last is not all zeros. */
    private static boolean isFraction(String text, int last) {
        if (last == SECOND_LENGTH) {
            return true;
        }
        int digits = last - SECOND_LENGTH - 1;
        if (text.charAt(SECOND_LENGTH) != '.' || digits == 0 || digits % 3 != 0 || text.startsWith("000", last - 3)) {
            return false;
        }
        for (int i = SECOND_LENGTH + 1; i < last; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWithin(int number, int lowest, int highest) {
        return number >= lowest && number <= highest;
    }

    /** The number of two digits; negative if they are none. */
    private static int two(String text, int at) {
        char first = text.charAt(at);
        char second = text.charAt(at + 1);
        return isDigit(first) && isDigit(second) ? (first - '0') * 10 + second - '0' : -1;
    }

    private static void addTwo(StringBuilder text, int number) {
        text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    private static void addThree(StringBuilder text, int number) {
        addTwo(text.append((char) ('0' + number / 100)), number % 100);
    }
}
