package dev.tributary.local.demo;

import static java.util.stream.Collectors.joining;

import dev.tributary.local.pipeline.FunctionActivity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Ends a run in which nothing moves: a batch that always fails would else be tried until its records are too old, which
 * may be hours. Longer than the longest pause between two attempts, so that a batch which succeeds late is waited for.
 */
final class StandstillWatch {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private final Map<String, Integer> sent;
    private final Path log;
    private long resolved = -1;
    private long movedAt;

    /**
     * Begins to watch.
     *
     * @param sent how many records the stream of each function took, by the function's logical id; of a function that is
     *     missing, nobody knows how many it is to resolve
     * @param log where the functions log
     */
    StandstillWatch(LongSupplier nanoTime, Map<String, Integer> sent, Path log) {
        this.nanoTime = nanoTime;
        this.sent = sent;
        this.log = log;
    }

    /**
     * Takes what the functions did so far.
     *
     * @throws IllegalStateException if together they resolved no record for a minute
     */
    void look(List<FunctionActivity> activities) {
        long now = nanoTime.getAsLong();
        long sum = activities.stream().mapToLong(FunctionActivity::resolved).sum();
        if (sum != resolved) {
            resolved = sum;
            movedAt = now;
        } else if (now - movedAt >= LIMIT.toNanos()) {
            throw new IllegalStateException("nothing was resolved in the last " + LIMIT.toSeconds() + " s: "
                    + activities.stream().map(this::state).collect(joining(", ")) + " (the functions' log is " + log
                    + ")");
        }
    }

    private String state(FunctionActivity activity) {
        Integer records = sent.get(activity.logicalId());
        String resolved = activity.logicalId() + " resolved " + activity.resolved();
        return records == null ? resolved : resolved + " of " + records + " records";
    }
}
