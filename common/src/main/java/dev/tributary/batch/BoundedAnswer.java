package dev.tributary.batch;

import dev.tributary.aws.Invocation;
import dev.tributary.deadletter.Rejection;
import dev.tributary.record.SourceRecord;
import java.util.List;

/**
 * Keeps the answer to one batch, and so the memory that it takes, within a limit: a record that alone passes it is
 * rejected, and the first with which the others do ends the batch with an {@link AnswerTooLargeException}.
 */
final class BoundedAnswer<D, C> implements RecordProcessor<D, C> {

    private final RecordProcessor<D, C> processor;
    private final AnswerLimit limit;
    private int records;
    /** Of the array so far; it begins with a bracket, and each element ends with a comma or the last bracket. */
    private long bytes = 1;

    BoundedAnswer(RecordProcessor<D, C> processor, AnswerLimit limit) {
        this.processor = processor;
        this.limit = limit;
    }

    @Override
    public D decode(SourceRecord record) throws RejectedRecordException {
        return processor.decode(record);
    }

    @Override
    public C prepare(List<D> decoded, Invocation invocation) {
        return processor.prepare(decoded, invocation);
    }

    @Override
    public Outcome process(SourceRecord record, D decoded, C gathered, Invocation invocation)
            throws RejectedRecordException {
        Outcome outcome = processor.process(record, decoded, gathered, invocation);
        if (!(outcome instanceof Outcome.Success success)) {
            return outcome;
        }
        if (!success.notifications().isEmpty()) {
            throw new UnsupportedOperationException(
                    "notifications: of " + record.id() + " (expected: none; an answered batch has no topic)");
        }
        return bounded(success);
    }

    private Outcome bounded(Outcome.Success success) {
        int length = success.line().length;
        if (length > limit.recordBytes()) {
            return new Outcome.Reject(new Rejection(
                    "answer",
                    "ANSWER_TOO_LARGE",
                    length + " bytes (expected: at most " + limit.recordBytes() + " for one record; " + limit.remedy()
                            + ")"));
        }
        long grown = bytes + length + 1;
        if (grown <= limit.bytes() && records < limit.records()) {
            bytes = grown;
            records++;
            return success;
        }
        return new Outcome.Retry(new AnswerTooLargeException(records + 1, grown, limit));
    }
}
