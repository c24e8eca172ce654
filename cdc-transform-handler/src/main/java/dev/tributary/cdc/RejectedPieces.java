package dev.tributary.cdc;

import dev.tributary.aws.Invocation;
import dev.tributary.aws.Sent;
import dev.tributary.deadletter.DeadLetter;
import dev.tributary.deadletter.DeadLetterQueue;
import dev.tributary.deadletter.Rejection;
import dev.tributary.json.JsonPiece;
import dev.tributary.lake.CorruptObjectException;
import dev.tributary.lambda.ObjectNotification;
import dev.tributary.record.ObjectPiece;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of one raw object is no change event, on its way to the dead-letter queue: a call's worth at a time, so that an object
 * full of it takes no memory. At least once: a repeat sends it again, under the same id.
 */
final class RejectedPieces {

    private static final int MOST_LETTERS = 10;
    private static final long MOST_BYTES = 1 << 20;

    /** Letters of one object; one with more of them is of another format, and is kept as a whole. */
    private static final int MOST_OF_AN_OBJECT = 10_000;

    /** Bytes that adjoining pieces without a value may have together. */
    private static final int MOST_OF_A_RUN = 1 << 20;

    private final ObjectNotification source;
    private final DeadLetterQueue queue;
    private final Invocation invocation;
    private final Clock clock;
    private final Counts counts;
    private final List<DeadLetter> waiting = new ArrayList<>(MOST_LETTERS);
    private @Nullable BrokenRun run;
    private long bytes;
    private int letters;

    RejectedPieces(
            ObjectNotification source, DeadLetterQueue queue, Invocation invocation, Clock clock, Counts counts) {
        this.source = source;
        this.queue = queue;
        this.invocation = invocation;
        this.clock = clock;
        this.counts = counts;
    }

    /**
     * Takes a value that is no change event.
     *
     * @throws IOException if the queue does not take it
     */
    void add(JsonPiece.Value value, Rejection rejection) throws IOException {
        endRun();
        add(piece(value.offset(), value.length(), value.bytes()), rejection);
    }

    /**
     * Takes what is no value.
     *
     * @throws IOException if the queue does not take it
     */
    void add(JsonPiece.Broken broken) throws IOException {
        if (run == null || !run.takes(broken, MOST_OF_A_RUN)) {
            endRun();
            run = new BrokenRun(broken);
        }
    }

    /**
     * Takes what cannot be read of an object, from this place of its content on. The letter has no bytes: the raw object itself
     * keeps them.
     *
     * @throws IOException if the queue does not take it
     */
    void addRest(long offset, CorruptObjectException reason) throws IOException {
        endRun();
        add(
                piece(offset, 0, new byte[0]),
                new Rejection("read", "OBJECT_" + reason.problem().name(), String.valueOf(reason.getMessage())));
    }

    /**
     * Sends what waits.
     *
     * @throws IOException if the queue does not take it
     */
    void send() throws IOException {
        endRun();
        flush();
    }

    private void endRun() throws IOException {
        if (run != null) {
            BrokenRun ended = run;
            run = null;
            add(piece(ended.offset(), ended.length(), ended.bytes()), ended.rejection());
        }
    }

    private void flush() throws IOException {
        if (waiting.isEmpty()) {
            return;
        }
        Sent sent = queue.send(waiting, invocation.writing());
        counts.deadLettered(sent.durable());
        if (sent.failure() != null) {
            throw new IOException("a dead letter that could not be sent", sent.failure());
        }
        waiting.clear();
        bytes = 0;
    }

    private ObjectPiece piece(long offset, long length, byte[] payload) {
        return new ObjectPiece(source.object(), offset, length, source.time(), payload);
    }

    private void add(ObjectPiece piece, Rejection rejection) throws IOException {
        if (letters++ == MOST_OF_AN_OBJECT) {
            throw new TooManyRejectedException(source.object(), MOST_OF_AN_OBJECT);
        }
        waiting.add(new DeadLetter(piece, rejection, invocation, clock.instant()));
        bytes += piece.payload().length;
        if (waiting.size() == MOST_LETTERS || bytes >= MOST_BYTES) {
            flush();
        }
    }
}
