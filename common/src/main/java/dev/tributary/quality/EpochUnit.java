package dev.tributary.quality;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a time since 1970-01-01T00:00:00Z is counted in. Where no unit is declared, the magnitude tells it: each unit has three
 * powers of ten for itself, in which it tells times from 1973-03-03T09:46:40Z to 5138-11-16T09:46:39Z, and as long before
 * 1970. What is nearer to 1970 is told by none, since it may be a duration, or anything.
 */
enum EpochUnit {
    /** By magnitude from 100,000,000 on. */
    SECONDS(0, 100_000_000L),
    /** By magnitude from 100,000,000,000 on. */
    MILLISECONDS(3, 100_000_000_000L),
    /** By magnitude from 100,000,000,000,000 on. */
    MICROSECONDS(6, 100_000_000_000_000L),
    /** By magnitude from 100,000,000,000,000,000 on. */
    NANOSECONDS(9, 100_000_000_000_000_000L);

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final String text = name().toLowerCase(Locale.ROOT);
    private final int digits;
    private final long from;
    private final long perSecond;
    private final long nanos;

    EpochUnit(int digits, long from) {
        this.digits = digits;
        this.from = from;
        long power = 1;
        for (int i = 0; i < digits; i++) {
            power *= 10;
        }
        this.perSecond = power;
        this.nanos = NANOS_PER_SECOND / power;
    }

    /** The name as a contract has it. */
    String text() {
        return text;
    }

    /** The unit that a number's magnitude tells. */
    static Optional<EpochUnit> ofMagnitude(long number) {
        if (!SECONDS.reaches(number)) {
            return Optional.empty();
        }
        if (!MICROSECONDS.reaches(number)) {
            return Optional.of(MILLISECONDS.reaches(number) ? MILLISECONDS : SECONDS);
        }
        return Optional.of(NANOSECONDS.reaches(number) ? NANOSECONDS : MICROSECONDS);
    }

    private boolean reaches(long number) {
        return number >= from || number <= -from;
    }

    static Optional<EpochUnit> of(String text) {
        return Arrays.stream(values()).filter(unit -> unit.text.equals(text)).findFirst();
    }

    /** Whole seconds since 1970; of a time before it, the second that it is in. */
    long seconds(long count) {
        return Math.floorDiv(count, perSecond);
    }

    /** Nanoseconds within the second. */
    long nanos(long count) {
        return Math.floorMod(count, perSecond) * nanos;
    }

    /** Decimal places that a fraction of a unit may have, so that it is whole nanoseconds. */
    int fractionDigits() {
        return NANOSECONDS.digits - digits;
    }
}
