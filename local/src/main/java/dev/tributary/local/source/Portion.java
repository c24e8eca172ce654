package dev.tributary.local.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch, or what is left of it, with its history.
 *
 * @param retries how many of the mapping's retry attempts it has used up
 * @param invocations how many invocations its records were in
 * @param lastResult what came of the last of these
 */
record Portion(
        List<BatchRecord> records,
        int retries,
        int invocations,
        @Nullable InvocationResult lastResult) {

    static Portion first(List<BatchRecord> batch) {
        return new Portion(batch, 0, 0, null);
    }

    int size() {
        return records.size();
    }

    Portion invoked(InvocationResult result) {
        return new Portion(records, retries, invocations + 1, result);
    }

    Portion nextRetry() {
        return new Portion(records, retries + 1, invocations, lastResult);
    }

    Portion from(int index) {
        return new Portion(records.subList(index, size()), retries, invocations, lastResult);
    }

    Portion to(int index) {
        return new Portion(records.subList(0, index), retries, invocations, lastResult);
    }
}
