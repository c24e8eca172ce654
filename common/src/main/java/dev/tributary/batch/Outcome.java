package dev.tributary.batch;

import dev.tributary.deadletter.Rejection;
import dev.tributary.notification.Notification;
import java.util.List;

/** What became of one record: exactly one of four. */
public sealed interface Outcome {

    /**
     * The record's output, to be written.
     *
     * @param line one JSON object in UTF-8, without a line's end
     * @param notifications what to tell subscribers of it, before it is written
     */
    record Success(byte[] line, List<Notification> notifications) implements Outcome {

        /** An output that nobody is told of. */
        public Success(byte[] line) {
            this(line, List.of());
        }

        /** Copies the list. */
        public Success {
            notifications = List.copyOf(notifications);
        }

        /** About what it takes of memory until it is written. */
        long bytes() {
            long bytes = line.length;
            for (Notification notification : notifications) {
                bytes += notification.bytes();
            }
            return bytes;
        }
    }

    /** The record is not wanted: filtered out, and counted. */
    record Skip() implements Outcome {}

    /** The data is wrong: trying again cannot help. The record goes to the dead-letter queue. */
    record Reject(Rejection rejection) implements Outcome {}

    /** The world is wrong: the record, and all behind it, is handed back to be tried again. */
    record Retry(Exception cause) implements Outcome {}
}
