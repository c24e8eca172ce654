package dev.tributary.batch;

import dev.tributary.aws.Invocation;
import dev.tributary.record.SourceRecord;
import java.util.List;

/**
 * What a handler does with its records. The batch law calls it, and decides everything else: order, what is committed,
 * what is set aside, and what is answered.
 *
 * @param <D> a decoded record
 * @param <C> what a batch gathered for its records
 */
public interface RecordProcessor<D, C> {

    /**
     * Reads one record's bytes.
     *
     * @throws RejectedRecordException if they are not what this handler takes
     */
    D decode(SourceRecord record) throws RejectedRecordException;

    /**
     * Gathers, once a batch, what all of its records need, such as look-ups. What could not be had is part of the result:
     * {@link #process} answers {@link Outcome.Retry} for the records that need it.
     */
    C prepare(List<D> decoded, Invocation invocation);

    /**
     * Turns one record into its outcome.
     *
     * @throws RejectedRecordException if the data is wrong
     */
    Outcome process(SourceRecord record, D decoded, C gathered, Invocation invocation) throws RejectedRecordException;
}
