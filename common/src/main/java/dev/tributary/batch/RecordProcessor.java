package dev.tributary.batch;

import dev.tributary.aws.Invocation;
import dev.tributary.record.SourceRecord;
import java.util.List;

/**
 * What a handler does with its records. The batch law calls it, and decides everything else: order, what is committed,
 * what is set aside, and what is answered.
 *
 * @param <D> a decoded record
 */
public interface RecordProcessor<D> {

    /**
     * Reads one record's bytes.
     *
     * @throws RejectedRecordException if they are not what this handler takes
     */
    D decode(SourceRecord record) throws RejectedRecordException;

    /**
     * Gathers, once a batch, what all of its records need, such as look-ups. What could not be had is kept for
     * {@link #process}, which answers {@link Outcome.Retry} for the records that need it.
     */
    void prepare(List<D> decoded, Invocation invocation);

    /**
     * Turns one record into its outcome.
     *
     * @throws RejectedRecordException if the data is wrong
     */
    Outcome process(SourceRecord record, D decoded, Invocation invocation) throws RejectedRecordException;
}
