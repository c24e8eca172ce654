package dev.tributary.batch;

import dev.tributary.record.RecordId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a run of a batch came to. Only a run makes one, so that whoever holds it answers for what really happened. */
public final class BatchReport {

    /** Why a batch ended before its last record. */
    public enum StopReason {
        /** A record's outcome was to retry. */
        RETRY,
        /** The time for processing was used up. */
        DEADLINE,
        /** The records, or their outputs, reached the bound on memory. */
        BATCH_FULL,
        /** So many records were rejected that the rejects wait; see {@link RejectLimit}. */
        REJECT_BREAKER_OPEN,
        /** A dead letter could not be made durable. */
        DEAD_LETTER_NOT_WRITTEN,
        /** A notification could not be handed to its topic. */
        NOTIFICATION_NOT_SENT,
        /** The object could not be written. */
        OBJECT_NOT_WRITTEN
    }

    /**
     * Where and why a batch ended early.
     *
     * @param firstUncommitted the first record that is not committed
     * @param cause the failure behind it, if one was
     */
    public record Stop(
            RecordId firstUncommitted,
            StopReason reason,
            @Nullable Exception cause) {}

    /**
     * Counts of the records of a committed prefix, by outcome.
     *
     * @param bytesWritten compressed bytes of the object
     */
    public record Counts(int succeeded, int skipped, int deadLettered, long bytesWritten) {}

    private final int received;
    private final int committed;
    private final Counts counts;
    private final @Nullable Stop stop;

    BatchReport(int received, int committed, Counts counts, @Nullable Stop stop) {
        if ((committed < received) != (stop != null)) {
            throw new IllegalStateException(
                    committed + " of " + received + " records committed, and " + (stop == null ? "no" : "a") + " stop");
        }
        this.received = received;
        this.committed = committed;
        this.counts = counts;
        this.stop = stop;
    }

    /** Records after de-aggregation; an aggregate that is handed back without having been taken apart counts as one. */
    public int received() {
        return received;
    }

    /** Records of the prefix whose outputs and dead letters are durable. */
    public int committed() {
        return committed;
    }

    public Counts counts() {
        return counts;
    }

    /** Records handed back, counted in the same way. */
    public int retried() {
        return received - committed;
    }

    /** Why the batch ended early; empty if every record is committed. */
    public Optional<Stop> stop() {
        return Optional.ofNullable(stop);
    }
}
