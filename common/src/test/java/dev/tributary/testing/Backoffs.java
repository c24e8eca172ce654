package dev.tributary.testing;

import dev.tributary.aws.Backoff;
import java.time.Duration;

/** Waits that only move a test's clock. */
public final class Backoffs {

    /** Half of every range. */
    private static final long MIDDLE = Long.MIN_VALUE;

    private Backoffs() {}

    /** The standard waits, always at the middle of their range: 25 ms, 50 ms, and so on to one second. */
    public static Backoff on(ManualClock clock) {
        return new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2), clock::advance, () -> MIDDLE);
    }
}
