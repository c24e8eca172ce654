package dev.tributary.local.firehose;

/**
 * What a delivery stream has done so far.
 *
 * @param logicalId the stream's logical id in the template
 * @param recordsAccepted records that it took
 * @param recordsWritten records of these that are in an object
 * @param objectsWritten objects whose put succeeded
 * @param repeatedPuts puts of what an earlier put, which failed or whose response was lost, may have written already;
 *     each goes under a key of its own
 */
public record DeliveryReport(
        String logicalId, long recordsAccepted, long recordsWritten, long objectsWritten, long repeatedPuts) {

    /** Records that wait in a buffer. */
    public long recordsBuffered() {
        return recordsAccepted - recordsWritten;
    }
}
