package dev.tributary.batch;

import dev.tributary.aws.Invocation;
import dev.tributary.deadletter.Rejection;
import dev.tributary.record.SourceRecord;
import java.util.List;

/**
 * Keeps the answer to one batch, and so the memory that it takes, within a limit. A batch of several source records that
 * would pass it is tried again as a whole, since its caller can split it. Of a batch that is one source record, which nobody
 * can split, what does not fit is set aside: the caller would give it up, and keep none of its bytes.
 */
final class BoundedAnswer<D, C> implements RecordProcessor<D, C> {

    private final RecordProcessor<D, C> processor;
    private final AnswerLimit limit;
    private final boolean isAlone;
    private int records;
    /** Of the array so far; it begins with a bracket, and each element ends with a comma or the last bracket. */
    private long bytes = 1;

    BoundedAnswer(RecordProcessor<D, C> processor, AnswerLimit limit, boolean isAlone) {
        this.processor = processor;
        this.limit = limit;
        this.isAlone = isAlone;
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
        long grown = bytes + success.line().length + 1;
        if (grown <= limit.bytes() && records < limit.records()) {
            bytes = grown;
            records++;
            return success;
        }
        return isAlone
                ? new Outcome.Reject(new Rejection(
                        "answer",
                        "ANSWER_TOO_LARGE",
                        success.line().length + " bytes, behind " + records
                                + " answered records of the same source record and " + bytes + " bytes " + limit))
                : new Outcome.Retry(new AnswerTooLargeException(records + 1, grown, limit));
    }
}
