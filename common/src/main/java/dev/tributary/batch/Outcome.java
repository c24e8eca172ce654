package dev.tributary.batch;

import dev.tributary.deadletter.Rejection;

/** What became of one record: exactly one of four. */
public sealed interface Outcome {

    /**
     * The record's output, to be written.
     *
     * @param line one JSON object in UTF-8, without a line's end
     */
    record Success(byte[] line) implements Outcome {}

    /** The record is not wanted: filtered out, and counted. */
    record Skip() implements Outcome {}

    /** The data is wrong: trying again cannot help. The record goes to the dead-letter queue. */
    record Reject(Rejection rejection) implements Outcome {}

    /** The world is wrong: the record, and all behind it, is handed back to be tried again. */
    record Retry(Exception cause) implements Outcome {}
}
