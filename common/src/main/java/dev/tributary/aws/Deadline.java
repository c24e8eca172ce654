package dev.tributary.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A moment after which no more work is begun. */
public final class Deadline {

    private static final Duration SHORTEST_CALL = Duration.ofMillis(100);

    private final Clock clock;
    private final Instant end;

    public Deadline(Clock clock, Instant end) {
        this.clock = clock;
        this.end = end;
    }

    /** Time left; zero once the deadline is reached. */
    public Duration remaining() {
        Duration left = Duration.between(clock.instant(), end);
        return left.isNegative() ? Duration.ZERO : left;
    }

    public boolean isReached() {
        return !clock.instant().isBefore(end);
    }

    /** The moment halfway from now to this one, for work that must leave time for other work behind it. */
    public Deadline halfway() {
        return new Deadline(clock, clock.instant().plus(remaining().dividedBy(2)));
    }

    /** How long one AWS call begun now may take with all its retries: at most the time left, and always a moment. */
    Duration callTimeout(Duration longest) {
        Duration left = remaining();
        if (left.compareTo(SHORTEST_CALL) < 0) {
            return SHORTEST_CALL;
        }
        return left.compareTo(longest) < 0 ? left : longest;
    }
}
