package dev.tributary.local.source;

import dev.tributary.local.source.GivenUpBatch.Condition;
import dev.tributary.local.source.InvocationResult.Failed;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resolves batches as Lambda does: invokes, reads the answer, splits, retries, and gives up what has no attempt left
 * or is too old. In order: of a split batch the earlier part comes first, and the later waits until it is resolved.
 */
final class BatchDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(BatchDelivery.class);

    private final EventSourceMapping mapping;
    private final StreamMapping settings;
    private final String shardId;

    BatchDelivery(EventSourceMapping mapping, String shardId) {
        this.mapping = mapping;
        this.settings = mapping.settings();
        this.shardId = shardId;
    }

    /** Returns when each record was taken by the function or given up. */
    void resolve(List<BatchRecord> batch) throws InterruptedException {
        Deque<Portion> pending = new ArrayDeque<>();
        pending.push(Portion.first(batch));
        while (!pending.isEmpty()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("stopped with a batch unresolved");
            }
            Portion current = giveUpAged(pending.pop());
            if (!current.records().isEmpty()) {
                attempt(current, pending);
            }
        }
    }

    private void attempt(Portion before, Deque<Portion> pending) throws InterruptedException {
        mapping.counts().invoked(before.invocations() > 0);
        InvocationResult result = invoke(mapping.form().ofBatch(before.records()));
        Portion tried = before.invoked(result);
        Verdict verdict = Verdict.of(result, settings.reportBatchItemFailures(), tried.records());
        if (verdict instanceof Verdict.Success) {
            mapping.counts().delivered(tried.size());
        } else if (verdict instanceof Verdict.Checkpoint checkpoint) {
            mapping.counts().delivered(checkpoint.index());
            Portion rest = tried.from(checkpoint.index());
            if (settings.bisectBatchOnFunctionError() && checkpoint.index() > 0) {
                pending.push(rest);
            } else {
                retry(rest, pending);
            }
        } else if (settings.bisectBatchOnFunctionError() && tried.size() > 1) {
            int middle = tried.size() / 2;
            pending.push(tried.from(middle));
            pending.push(tried.to(middle));
        } else {
            retry(tried, pending);
        }
    }

    private InvocationResult invoke(byte[] event) {
        try {
            return mapping.function().invoke(event);
        } catch (RuntimeException thrown) {
            // An invoker that breaks must not end the lane: to Lambda it is a function that failed.
            LOG.warn("Invoking {} failed", mapping.identity().functionArn(), thrown);
            return new Failed(thrown.getClass().getName(), String.valueOf(thrown.getMessage()));
        }
    }

    private void retry(Portion failed, Deque<Portion> pending) throws InterruptedException {
        int limit = settings.maximumRetryAttempts();
        if (limit != StreamMapping.FOREVER && failed.retries() >= limit) {
            giveUp(failed, Condition.RETRY_ATTEMPTS_EXHAUSTED);
            return;
        }
        Portion next = failed.nextRetry();
        mapping.waiting().sleep(RetrySchedule.before(next.retries()));
        pending.push(next);
    }

    /** Gives up the records at the head that are too old, and returns the others. */
    private Portion giveUpAged(Portion portion) throws InterruptedException {
        int limit = settings.maximumRecordAgeInSeconds();
        int aged = 0;
        while (limit != StreamMapping.FOREVER
                && aged < portion.size()
                && portion.records().get(aged).olderThan(limit, mapping.now())) {
            aged++;
        }
        if (aged > 0) {
            giveUp(portion.to(aged), Condition.RECORD_AGE_EXCEEDED);
        }
        return portion.from(aged);
    }

    private void giveUp(Portion portion, Condition condition) throws InterruptedException {
        GivenUpBatch batch = new GivenUpBatch(
                mapping.identity(),
                shardId,
                condition,
                portion.invocations(),
                portion.lastResult(),
                mapping.now(),
                portion.records().stream().map(BatchRecord::record).toList(),
                mapping.form().ofBatch(portion.records()));
        for (int refusals = 1; !taken(batch); refusals++) {
            mapping.waiting().sleep(RetrySchedule.before(refusals));
        }
        mapping.counts().givenUp(portion.size());
    }

    private boolean taken(GivenUpBatch batch) {
        try {
            mapping.onFailure().send(batch);
            return true;
        } catch (RuntimeException refused) {
            LOG.warn(
                    "The on-failure destination of {} refused a batch",
                    mapping.identity().id(),
                    refused);
            return false;
        }
    }
}
