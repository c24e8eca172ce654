package dev.tributary.aws;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waits between attempts: a random part of a delay that doubles from {@code first} to {@code longest} ("full jitter" in
 * the AWS architecture notes on back-off), and never past a deadline.
 */
public final class Backoff {

    /** Waits; tests pass one that only moves their clock. */
    @FunctionalInterface
    public interface Sleeper {
        void sleep(Duration time) throws InterruptedException;
    }

    private static final int MAX_DOUBLINGS = 20;

    private final Duration first;
    private final Duration longest;
    private final Sleeper sleeper;
    private final RandomGenerator random;

    public Backoff(Duration first, Duration longest, Sleeper sleeper, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.sleeper = sleeper;
        this.random = random;
    }

    /** From 50 milliseconds to two seconds. The random source is one that a restored snapshot does not repeat. */
    public static Backoff standard() {
        return new Backoff(
                Duration.ofMillis(50),
                Duration.ofSeconds(2),
                time -> Thread.sleep(time.toMillis()),
                new SecureRandom());
    }

    /**
     * Waits before another attempt, unless the deadline would pass meanwhile.
     *
     * @param failures attempts that failed so far, from 1
     * @return whether another attempt may be made
     */
    public boolean pause(int failures, Deadline deadline) {
        Duration ceiling = first.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
        if (ceiling.compareTo(longest) > 0) {
            ceiling = longest;
        }
        Duration delay = Duration.ofNanos((long) (ceiling.toNanos() * random.nextDouble()));
        if (delay.compareTo(deadline.remaining()) >= 0) {
            return false;
        }
        try {
            sleeper.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return true;
    }
}
