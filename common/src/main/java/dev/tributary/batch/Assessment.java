package dev.tributary.batch;

import dev.tributary.aws.FailureClassifier;
import dev.tributary.aws.Invocation;
import dev.tributary.batch.BatchReport.StopReason;
import dev.tributary.deadletter.Rejection;
import dev.tributary.record.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes of a batch's records, from the first on, before anything is written.
 *
 * @param records the batch's records, in order
 * @param outcomes one for each record that was taken up; none of them is to retry
 * @param reason why there are no more of them; null if every record has one
 * @param cause the failure behind it, if one was
 */
record Assessment(
        List<SourceRecord> records,
        List<Outcome> outcomes,
        @Nullable StopReason reason,
        @Nullable Exception cause) {

    /** Bytes of output, before compression, at which a batch ends early: a bound on memory, far above a usual batch. */
    static final long MAX_OUTPUT_BYTES = 16L << 20;

    /** A record as it was decoded, or the reason why it was not. */
    private record Decoded<D>(@Nullable D value, @Nullable Rejection rejection) {}

    /** Takes the records up in order until one is to be tried again, the time is used up, or the outputs are too many. */
    static <D, C> Assessment of(List<SourceRecord> records, RecordProcessor<D, C> processor, Invocation invocation) {
        List<Decoded<D>> decoded = decode(records, processor);
        C gathered = processor.prepare(values(decoded), invocation);
        List<Outcome> outcomes = new ArrayList<>(records.size());
        long outputBytes = 0;
        for (int i = 0; i < records.size(); i++) {
            if (invocation.processing().isReached()) {
                return new Assessment(records, outcomes, StopReason.DEADLINE, null);
            }
            if (outputBytes >= MAX_OUTPUT_BYTES && Boundaries.isAt(records, i)) {
                return new Assessment(records, outcomes, StopReason.OUTPUT_FULL, null);
            }
            Outcome outcome = outcomeOf(records.get(i), decoded.get(i), gathered, processor, invocation);
            if (outcome instanceof Outcome.Retry retry) {
                return new Assessment(records, outcomes, StopReason.RETRY, retry.cause());
            }
            if (outcome instanceof Outcome.Success success) {
                outputBytes += success.line().length;
            }
            outcomes.add(outcome);
        }
        return new Assessment(records, outcomes, null, null);
    }

    private static <D, C> List<Decoded<D>> decode(List<SourceRecord> records, RecordProcessor<D, C> processor) {
        List<Decoded<D>> decoded = new ArrayList<>(records.size());
        for (SourceRecord record : records) {
            try {
                decoded.add(new Decoded<>(processor.decode(record), null));
            } catch (RejectedRecordException e) {
                decoded.add(new Decoded<>(null, e.rejection()));
            } catch (RuntimeException | StackOverflowError e) {
                decoded.add(new Decoded<>(null, fault("decode", e)));
            }
        }
        return decoded;
    }

    private static <D> List<D> values(List<Decoded<D>> decoded) {
        List<D> values = new ArrayList<>(decoded.size());
        for (Decoded<D> one : decoded) {
            if (one.value() != null) {
                values.add(one.value());
            }
        }
        return values;
    }

    private static <D, C> Outcome outcomeOf(
            SourceRecord record,
            Decoded<D> decoded,
            C gathered,
            RecordProcessor<D, C> processor,
            Invocation invocation) {
        if (decoded.rejection() != null) {
            return new Outcome.Reject(decoded.rejection());
        }
        try {
            D value = answered(decoded.value(), "decoder");
            // An outcome that is none would be counted and written nowhere: a lost record.
            return answered(processor.process(record, value, gathered, invocation), "processor");
        } catch (RejectedRecordException e) {
            return new Outcome.Reject(e.rejection());
        } catch (RuntimeException e) {
            return FailureClassifier.classify(e).isRetryable()
                    ? new Outcome.Retry(e)
                    : new Outcome.Reject(fault("process", e));
        } catch (StackOverflowError e) {
            // Of data nested deeper than some code of the user's can follow.
            return new Outcome.Reject(fault("process", e));
        }
    }

    private static <T> T answered(@Nullable T answer, String who) {
        if (answer == null) {
            throw new IllegalStateException("the " + who + " answered nothing");
        }
        return answer;
    }

    /** A fault of the code on this input: it would fail again, so the record is set aside. Its message may quote the data. */
    private static Rejection fault(String stage, Throwable fault) {
        StackTraceElement[] trace = fault.getStackTrace();
        String where = trace.length == 0 ? "" : " at " + trace[0];
        return new Rejection(
                stage,
                "UNEXPECTED_ERROR",
                fault.getClass().getName() + where + " (expected: none; the code has a fault)");
    }
}
