package dev.tributary.local.async;

import dev.tributary.local.source.InvocationResult;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that is not delivered any more.
 *
 * @param requestId the same for all its invocations
 * @param condition why
 * @param invocations how often the function was invoked with it
 * @param lastResult what came of the last of these; null when there was none
 * @param at when it was given up
 * @param payload the event
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record FailedEvent(
        String requestId,
        Condition condition,
        int invocations,
        @Nullable InvocationResult lastResult,
        Instant at,
        byte[] payload) {

    /** Why events are given up; the names are Lambda's own. */
    public enum Condition {
        RETRIES_EXHAUSTED("RetriesExhausted"),
        EVENT_AGE_EXCEEDED("EventAgeExceeded");

        private final String lambdaName;

        Condition(String lambdaName) {
            this.lambdaName = lambdaName;
        }

        public String lambdaName() {
            return lambdaName;
        }
    }
}
