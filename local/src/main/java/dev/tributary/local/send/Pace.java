package dev.tributary.local.send;

import dev.tributary.aws.Backoff.Sleeper;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Spreads records evenly over time, in steps of a twentieth of a second. */
public final class Pace {

    private static final int STEPS_PER_SECOND = 20;
    private static final double NANOS_PER_SECOND = 1e9;

    private final double perSecond;
    private final LongSupplier nanoTime;
    private final Sleeper sleeper;
    private long waitNanos;
    private long since;

    /**
     * Begins now.
     *
     * @param perSecond records; infinite for as fast as possible
     */
    public Pace(double perSecond, LongSupplier nanoTime, Sleeper sleeper) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
        this.sleeper = sleeper;
        this.since = nanoTime.getAsLong();
    }

    /** How many records may go at once. */
    int step(int most) {
        return (int) Math.max(1, Math.min(most, perSecond / STEPS_PER_SECOND));
    }

    /** Waits until records may go. What was not used in the past is not made up for. */
    public void await() throws InterruptedException {
        long left = waitNanos - (nanoTime.getAsLong() - since);
        if (left > 0) {
            sleeper.sleep(Duration.ofNanos(left));
        }
        // Late by less than a step is the sleep's own inaccuracy, which the next step gives back.
        long late = nanoTime.getAsLong() - since - waitNanos;
        boolean onTime = late < NANOS_PER_SECOND / STEPS_PER_SECOND;
        since = onTime ? since + waitNanos : nanoTime.getAsLong();
        waitNanos = 0;
    }

    /** Records went. */
    public void sent(int records) {
        waitNanos += (long) (records / perSecond * NANOS_PER_SECOND);
    }
}
