package dev.tributary.local.source;

import java.time.Duration;

/** How long to wait before trying again: twice as long each time, from 100 ms to 30 s. */
public final class RetrySchedule {

    private static final long FIRST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 30_000;

    private RetrySchedule() {}

    /**
     * The wait before one repetition.
     *
     * @param attempt the repetition that follows, counted from 1
     */
    public static Duration before(int attempt) {
        long millis = FIRST_MILLIS << Math.min(attempt - 1, 16);
        return Duration.ofMillis(Math.min(millis, LONGEST_MILLIS));
    }
}
