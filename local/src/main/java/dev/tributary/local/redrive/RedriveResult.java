package dev.tributary.local.redrive;

import dev.tributary.local.redrive.Attempt.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a redrive came to.
 *
 * @param attempts one for each failure, in the order in which they were sent back
 * @param problem what ended it before its end, if something did
 */
public record RedriveResult(List<Attempt> attempts, Duration duration, Optional<String> problem) {

    static final String INTERRUPTED = "interrupted";

    public RedriveResult {
        attempts = List.copyOf(attempts);
    }

    /** How many became this. */
    public long count(Status status) {
        return attempts.stream().filter(one -> one.status() == status).count();
    }

    /** Whether it was stopped. */
    public boolean isInterrupted() {
        return problem.filter(INTERRUPTED::equals).isPresent();
    }

    /** Whether all that was to be sent back is through. */
    public boolean isComplete() {
        return problem.isEmpty() && count(Status.THROUGH) == attempts.size();
    }
}
