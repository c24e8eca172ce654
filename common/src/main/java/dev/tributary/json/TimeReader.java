package dev.tributary.json;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import org.jspecify.annotations.Nullable;

/** Reads one date or time from left to right; what does not fit makes it invalid for good. */
final class TimeReader {

    private static final int MAX_FRACTION = 9;
    private static final int MAX_OFFSET_MINUTES = 18 * 60;

    private final String text;
    private int at;
    private boolean valid = true;

    TimeReader(String text) {
        this.text = text;
    }

    @Nullable
    LocalDate date() {
        int year = number(4);
        skip('-');
        int month = number(2);
        skip('-');
        int day = number(2);
        boolean exists = valid
                && year > 0
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= Month.of(month).length(Year.isLeap(year));
        return exists ? LocalDate.of(year, month, day) : null;
    }

    @Nullable
    Instant instant() {
        LocalDate date = date();
        if (date == null) {
            return null;
        }
        valid &= next() == 'T' || next() == 't' || next() == ' ';
        at++;
        int second = timeOfDay();
        int nanos = fraction();
        int offset = offset();
        if (!valid || at != text.length()) {
            return null;
        }
        return IsoTimes.bounded(date.toEpochDay() * IsoTimes.SECONDS_PER_DAY + second - offset, nanos);
    }

    private int timeOfDay() {
        int hour = number(2);
        skip(':');
        int minute = number(2);
        int second = 0;
        if (next() == ':') {
            at++;
            second = number(2);
        }
        valid &= hour < 24 && minute < 60 && second < 60;
        return hour * 3_600 + minute * 60 + second;
    }

    private int fraction() {
        if (next() != '.') {
            return 0;
        }
        at++;
        int nanos = 0;
        int digits = 0;
        for (; IsoTimes.isDigit(next()); at++) {
            digits++;
            nanos = digits <= MAX_FRACTION ? nanos * 10 + (next() - '0') : nanos;
        }
        valid &= digits >= 1 && digits <= MAX_FRACTION;
        for (; digits < MAX_FRACTION; digits++) {
            nanos *= 10;
        }
        return nanos;
    }

    /** Seconds east of UTC. */
    private int offset() {
        char sign = next();
        at++;
        if (sign == 'Z' || sign == 'z') {
            return 0;
        }
        if (sign != '+' && sign != '-') {
            at--;
            return 0;
        }
        int hours = number(2);
        boolean colon = next() == ':';
        at += colon ? 1 : 0;
        int minutes = colon || IsoTimes.isDigit(next()) ? number(2) : 0;
        valid &= minutes < 60 && hours * 60 + minutes <= MAX_OFFSET_MINUTES;
        int seconds = hours * 3_600 + minutes * 60;
        return sign == '-' ? -seconds : seconds;
    }

    private int number(int digits) {
        int number = 0;
        for (int i = 0; i < digits; i++, at++) {
            char c = next();
            valid &= IsoTimes.isDigit(c);
            number = number * 10 + (c - '0');
        }
        return number;
    }

    private void skip(char expected) {
        valid &= next() == expected;
        at++;
    }

    /** The character that is next; behind the end, one that fits nowhere. */
    private char next() {
        return at < text.length() ? text.charAt(at) : '\0';
    }
}
