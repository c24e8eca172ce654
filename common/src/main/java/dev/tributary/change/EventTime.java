package dev.tributary.change;

import dev.tributary.change.InvalidChangeException.Problem;
import dev.tributary.json.IsoTimes;
import java.time.Instant;

/** The time of an event, as its source writes it: ISO 8601, or a number since 1970; within the years 1970 to 9999. */
final class EventTime {

    static final long MILLIS = 1_000;
    static final long MICROS = 1_000_000;
    static final long NANOS = 1_000_000_000;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private static final int LONGEST_LONG = 18;

    private EventTime() {}

    /**
     * Reads ISO 8601; without a zone, it is UTC.
     *
     * @param field the field's path, for messages
     */
    static Instant ofIso(String field, String text) throws InvalidChangeException {
        Instant time = IsoTimes.instant(text);
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
}
