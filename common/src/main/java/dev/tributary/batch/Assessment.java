package dev.tributary.batch;

import dev.tributary.aws.FailureClassifier;
import dev.tributary.aws.Invocation;
import dev.tributary.batch.BatchReport.StopReason;
import dev.tributary.batch.Intake.Decoded;
import dev.tributary.deadletter.Rejection;
import dev.tributary.record.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes of a batch's records, from the first on, before anything is written.
 *
 * @param records the batch's records, in order, aggregates taken apart but for spoiled ones; behind the last outcome there
 *     may be some that stand as they came
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

    /**
     * Bytes of output at which the rest of an aggregate is set aside. Its records are committed together, so that no early
     * end helps, and a join can make gigabytes of a megabyte.
     */
    static final long MAX_AGGREGATE_OUTPUT_BYTES = 48L << 20;

    private static final Outcome OUTPUT_TOO_LARGE = new Outcome.Reject(new Rejection(
            "deaggregate",
            "AGGREGATE_TOO_LARGE",
            "output of the records before this one in its aggregate: " + MAX_AGGREGATE_OUTPUT_BYTES
                    + " bytes or more (expected: fewer)"));

    /** Takes the records up in order until one is to be tried again, the time is used up, or the batch is full. */
    static <D, C> Assessment of(List<SourceRecord> parents, RecordProcessor<D, C> processor, Invocation invocation) {
        Assessment assessed = ofEach(parents, processor, invocation);
        UnexpectedError.log(assessed.outcomes());
        return SpoiledAggregates.gather(parents, assessed);
    }

    private static <D, C> Assessment ofEach(
            List<SourceRecord> parents, RecordProcessor<D, C> processor, Invocation invocation) {
        Intake<D> intake = Intake.of(parents, processor);
        List<SourceRecord> records = intake.records();
        List<Decoded<D>> decoded = intake.decoded();
        C gathered = processor.prepare(intake.values(), invocation);
        List<Outcome> outcomes = new ArrayList<>(decoded.size());
        long outputBytes = 0;
        for (int i = 0; i < decoded.size(); i++) {
            SourceRecord record = records.get(i);
            if (invocation.processing().isReached()) {
                return new Assessment(records, outcomes, StopReason.DEADLINE, null);
            }
            // The first parent goes through whole: handed back, it would be the first again.
            if (outputBytes >= MAX_OUTPUT_BYTES
                    && !record.id().hasSameParentAs(records.get(0).id())) {
                return new Assessment(records, outcomes, StopReason.BATCH_FULL, null);
            }
            Outcome outcome = outputBytes >= MAX_AGGREGATE_OUTPUT_BYTES
                    ? OUTPUT_TOO_LARGE
                    : outcomeOf(record, decoded.get(i), gathered, processor, invocation);
            if (outcome instanceof Outcome.Retry retry) {
                return new Assessment(records, outcomes, StopReason.RETRY, retry.cause());
            }
            if (outcome instanceof Outcome.Success success) {
                outputBytes += success.bytes();
            }
            outcomes.add(outcome);
        }
        return new Assessment(records, outcomes, outcomes.size() < records.size() ? StopReason.BATCH_FULL : null, null);
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
                    : new Outcome.Reject(UnexpectedError.rejection("process", e));
        } catch (StackOverflowError e) {
            // Of data nested deeper than some code of the user's can follow.
            return new Outcome.Reject(UnexpectedError.rejection("process", e));
        }
    }

    private static <T> T answered(@Nullable T answer, String who) {
        if (answer == null) {
            throw new IllegalStateException("the " + who + " answered nothing");
        }
        return answer;
    }
}
