package dev.tributary.local.demo;

import dev.tributary.local.pipeline.FunctionActivity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Ends a run in which nothing moves: a batch that always fails would else be tried until its records are too old, which
 * may be hours. Longer than the longest pause between two attempts, so that a batch which succeeds late is waited for.
 */
final class StandstillWatch {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private final int sent;
    private final Path log;
    private long resolved = -1;
    private long movedAt;

    /**
     * Begins to watch.
     *
     * @param sent how many records the function's stream took
     * @param log where the function logs
     */
    StandstillWatch(LongSupplier nanoTime, int sent, Path log) {
        this.nanoTime = nanoTime;
        this.sent = sent;
        this.log = log;
    }

    /**
     * Takes what the function did so far.
     *
     * @throws IllegalStateException if it resolved no record for a minute
     */
    void look(FunctionActivity activity) {
        long now = nanoTime.getAsLong();
        if (activity.resolved() != resolved) {
            resolved = activity.resolved();
            movedAt = now;
        } else if (now - movedAt >= LIMIT.toNanos()) {
            throw new IllegalStateException(activity.logicalId() + " stands still: " + resolved + " of " + sent
                    + " records resolved, none of them in the last " + LIMIT.toSeconds() + " s (its log is " + log
                    + ")");
        }
    }
}
