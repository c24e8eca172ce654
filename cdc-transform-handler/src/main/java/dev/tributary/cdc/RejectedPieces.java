package dev.tributary.cdc;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import dev.tributary.aws.Invocation;
import dev.tributary.aws.Sent;
import dev.tributary.batch.RejectLimit;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of one raw object is no change event, on its way to the dead-letter queue: some at a time, so that an object full of it
 * takes little memory. At least once: a repeat sends it again, under the same id. Before any is sent it must be few enough of
 * what was read of the object so far, which of most objects is the whole: else the object is of another format, and keeps all
 * that a letter each would say.
 */
final class RejectedPieces {

    private static final Logger LOG = LoggerFactory.getLogger(RejectedPieces.class);

    private static final int MOST_WAITING = 1_000;
    private static final long MOST_BYTES = 1 << 20;

    /** Letters of one object; one with more of them is of another format, and is kept as a whole. */
    private static final int MOST_OF_AN_OBJECT = 10_000;

    /** Bytes that adjoining pieces without a value may have together. */
    private static final int MOST_OF_A_RUN = 1 << 20;

    private final RejectLimit limit;
    private final ObjectNotification source;
    private final DeadLetterQueue queue;
    private final Invocation invocation;
    private final Clock clock;
    private final Counts counts;
    private final List<DeadLetter> waiting = new ArrayList<>();
    private @Nullable BrokenRun run;
    private long bytes;
    private int letters;
    private long taken;

    RejectedPieces(
            RejectLimit limit,
            ObjectNotification source,
            DeadLetterQueue queue,
            Invocation invocation,
            Clock clock,
            Counts counts) {
        this.limit = limit;
        this.source = source;
        this.queue = queue;
        this.invocation = invocation;
        this.clock = clock;
        this.counts = counts;
    }

    /** Counts a value that is a change event, or stands for none. */
    void taken() {
        taken++;
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
        requireFew();
        Sent sent = queue.send(waiting, invocation.writing());
        counts.deadLettered(sent.durable());
        if (sent.failure() != null) {
            throw new IOException("a dead letter that could not be sent", sent.failure());
        }
        waiting.clear();
        bytes = 0;
    }

    private void requireFew() {
        long pieces = letters + taken;
        if (!limit.isPassedBy(letters, pieces)) {
            return;
        }
        counts.heldBack();
        LOG.warn(
                "reject breaker open: the object fails as a whole",
                entry("object", source.object().uri()),
                entry("rejected", letters),
                entry("seen", pieces),
                entry("rejectedPercent", 100L * letters / pieces),
                entry("limitPercent", limit.percent()),
                entry("minRecords", limit.minRecords()),
                entry("rejection", waiting.get(0).rejection().reason()),
                entry(
                        "remedy",
                        "mend what writes such objects, and redrive the event; REJECT_BREAKER_PERCENT=off sets the"
                                + " pieces aside"));
        throw TooManyRejectedException.of(source.object(), letters, pieces, limit);
    }

    private ObjectPiece piece(long offset, long length, byte[] payload) {
        return new ObjectPiece(source.object(), offset, length, source.time(), payload);
    }

    private void add(ObjectPiece piece, Rejection rejection) throws IOException {
        if (letters++ == MOST_OF_AN_OBJECT) {
            throw TooManyRejectedException.of(source.object(), MOST_OF_AN_OBJECT);
        }
        waiting.add(new DeadLetter(piece, rejection, invocation, clock.instant()));
        bytes += piece.payload().length;
        if (waiting.size() == MOST_WAITING || bytes >= MOST_BYTES) {
            flush();
        }
    }
}
