package dev.tributary.batch;

import dev.tributary.aws.Invocation;
import dev.tributary.record.RecordId;
import dev.tributary.record.SourceRecord;
import java.util.List;

/**
 * Writes the outputs of a batch's committed prefix as one unit, all or nothing. A seam: this package does not know the
 * lake.
 */
@FunctionalInterface
public interface PrefixWriter {

    /**
     * Writes the lines, also when there are none: an empty object is the fence against late writes of earlier attempts.
     *
     * @param batchFirst the batch's first record, whatever its outcome; the object's identity follows from it
     * @param prefixLast the last record of the committed prefix
     * @return bytes written
     * @throws RuntimeException if nothing was, or might not have been, written
     */
    long write(SourceRecord batchFirst, RecordId prefixLast, List<byte[]> lines, Invocation invocation);
}
