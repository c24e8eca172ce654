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

/**
 * What of one raw object is no change event, on its way to the dead-letter queue: a call's worth at a time, so that an object
 * full of it takes no memory. At least once: a repeat sends it again, under the same id.
 */
final class RejectedPieces {

    private static final int MOST_LETTERS = 10;
    private static final long MOST_BYTES = 1 << 20;
    private static final String STAGE = "decode";

    private final ObjectNotification source;
    private final DeadLetterQueue queue;
    private final Invocation invocation;
    private final Clock clock;
    private final Counts counts;
    private final List<DeadLetter> waiting = new ArrayList<>(MOST_LETTERS);
    private long bytes;

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
        add(piece(value.offset(), value.length(), value.bytes()), rejection);
    }

    /**
     * Takes what is no value.
     *
     * @throws IOException if the queue does not take it
     */
    void add(JsonPiece.Broken broken) throws IOException {
        add(
                piece(broken.offset(), broken.length(), broken.bytes()),
                new Rejection(STAGE, broken.problem().name(), broken.message()));
    }

    /**
     * Takes what cannot be read of an object, from this place of its content on. The letter has no bytes: the raw object itself
     * keeps them.
     *
     * @throws IOException if the queue does not take it
     */
    void addRest(long offset, CorruptObjectException reason) throws IOException {
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
        if (waiting.isEmpty()) {
            return;
        }
        Sent sent = queue.send(waiting, invocation.writing());
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
        waiting.add(new DeadLetter(piece, rejection, invocation, clock.instant()));
        counts.deadLetter();
        bytes += piece.payload().length;
        if (waiting.size() == MOST_LETTERS || bytes >= MOST_BYTES) {
            send();
        }
    }
}
