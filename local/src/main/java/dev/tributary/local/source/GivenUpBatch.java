package dev.tributary.local.source;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records that are not delivered any more.
 *
 * @param mapping which gave them up
 * @param shardId where they came from
 * @param condition why
 * @param invocations how many invocations they had been in
 * @param lastResult what came of the last of these; null when there was none
 * @param at when they were given up
 * @param records at least one, in their order
 * @param event the event that a further invocation would have sent
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record GivenUpBatch(
        MappingIdentity mapping,
        String shardId,
        Condition condition,
        int invocations,
        @Nullable InvocationResult lastResult,
        Instant at,
        List<ShardRecord> records,
        byte[] event) {

    /** Why records are given up; the names are Lambda's own. */
    public enum Condition {
        RETRY_ATTEMPTS_EXHAUSTED("RetryAttemptsExhausted"),
        RECORD_AGE_EXCEEDED("RecordAgeExceeded");

        private final String lambdaName;

        Condition(String lambdaName) {
            this.lambdaName = lambdaName;
        }

        public String lambdaName() {
            return lambdaName;
        }
    }
}
