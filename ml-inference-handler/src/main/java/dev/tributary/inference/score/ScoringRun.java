package dev.tributary.inference.score;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.aws.Invocation;
import dev.tributary.change.ChangeRow;
import dev.tributary.change.InvalidChangeException;
import dev.tributary.deadletter.DeadLetterQueue;
import dev.tributary.deadletter.Rejection;
import dev.tributary.inference.model.OnnxModel;
import dev.tributary.json.Json;
import dev.tributary.lake.FencedObjects;
import dev.tributary.lake.LinesFile;
import dev.tributary.lake.ObjectReader;
import dev.tributary.lake.TableFolder;
import dev.tributary.lambda.ObjectNotification;
import dev.tributary.lambda.ObjectNotifications;
import dev.tributary.record.ObjectVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * One run: objects are read, and their rows scored chunk by chunk; a message is deleted once all rows of its objects are durable. A
 * chunk ends where memory does, or where the time that is left is what it needs; the run, when there are no more objects or no time.
 */
final class ScoringRun {

    /** What the ledger takes for a key, at most, where it is not throttled: it is read and written a hundred keys a call. */
    private static final Duration TIME_PER_KEY = Duration.ofMillis(1);

    /** Rows between two looks at the clock. */
    private static final int ROWS_PER_LOOK = 256;

    private final RunSettings settings;
    private final OnnxModel model;
    private final ScoredTable table;
    private final Collaborators with;
    private final Invocation invocation;
    private final Counts counts;
    private final ObjectReader objects;
    private final RowPruner pruner;
    private final DeadLetters deadLetters;
    private final AnnouncementQueue queue;
    private final ScoreLedger ledger;
    private final Outputs outputs;
    private final TableFolder folder;
    private Chunk chunk;
    private @Nullable String lastDone;

    ScoringRun(
            RunSettings settings,
            OnnxModel model,
            ScoredTable table,
            DeadLetterQueue deadLetters,
            Collaborators with,
            Invocation invocation,
            Counts counts) {
        this.settings = settings;
        this.model = model;
        this.table = table;
        this.with = with;
        this.invocation = invocation;
        this.counts = counts;
        this.objects = new ObjectReader(with.s3());
        this.pruner = new RowPruner(model.manifest().columns());
        this.deadLetters = new DeadLetters(deadLetters, with.clock(), counts, invocation);
        this.queue = new AnnouncementQueue(with.sqs(), settings.queueUrl());
        this.ledger = new ScoreLedger(
                new ScoreTable(with.dynamoDb(), settings.scoreTable()),
                model.manifest().id(),
                table,
                with.backoff());
        this.outputs = new Outputs(
                new FencedObjects(with.s3(), settings.bucket(), with.backoff()),
                model.manifest().id(),
                table);
        this.folder = new TableFolder(settings.trustedZone(), table.schema(), table.name());
        this.chunk = newChunk();
    }

    /**
     * Does what is asked for. Messages that it received and did not get done are there for the next run at once, unless it is killed.
     *
     * @return the answer
     * @throws IOException if an object breaks off, a dead letter cannot be sent, or time is up before what was read is durable
     */
    ObjectNode run(RunRequest request) throws IOException {
        boolean isComplete;
        try {
            isComplete = request instanceof RunRequest.Listed listed ? drain(listed) : drainQueue();
            commit();
        } finally {
            queue.giveBack(invocation.writing());
        }
        ObjectNode answer = counts.summary().put("complete", isComplete);
        if (!isComplete && request instanceof RunRequest.Listed listed) {
            answer.set("next", lastDone == null ? listed.event() : listed.next(lastDone));
        }
        return answer;
    }

    private boolean drainQueue() throws IOException {
        while (!isTimeUp()) {
            AnnouncementQueue.Received received = queue.receive(invocation.processing());
            if (received.isEmpty()) {
                return true;
            }
            if (received.fresh().isEmpty()) {
                // What shows up again hides the others, until it is deleted.
                commit();
            }
            for (Message message : received.fresh()) {
                if (!take(message)) {
                    return false;
                }
            }
        }
        return false;
    }

    private boolean drain(RunRequest.Listed request) throws IOException {
        ZoneListing listing = new ZoneListing(with.s3(), settings.bucket(), folder, request);
        while (!isTimeUp()) {
            ObjectNotification next = listing.next(invocation.processing());
            if (next == null) {
                return true;
            }
            if (!read(next.object(), next.time())) {
                return false;
            }
            lastDone = next.object().key();
        }
        return false;
    }

    /** Reads the objects that a message tells of; gives back whether there was time for it. */
    private boolean take(Message message) throws IOException {
        List<ObjectNotification> told;
        try {
            told = ObjectNotifications.from(
                    new ByteArrayInputStream(message.body().getBytes(StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            counts.unreadable();
            deadLetters.add(
                    queue.record(message), new Rejection("decode", "NO_NOTIFICATION", String.valueOf(e.getMessage())));
            queue.done(message);
            return true;
        }
        if (told.isEmpty()) {
            counts.passedOver();
        }
        for (ObjectNotification one : told) {
            if (isTimeUp()) {
                return false;
            }
            if (!isOfTable(one.object())) {
                counts.passedOver();
            } else if (!read(one.object(), one.time())) {
                return false;
            }
        }
        queue.done(message);
        return true;
    }

    private boolean isOfTable(ObjectVersion object) {
        return object.bucket().equals(settings.bucket())
                && object.key().startsWith(folder.toString())
                && !object.key().endsWith("/");
    }

    /** Reads an object into chunks; gives back whether there was time for all of it. */
    private boolean read(ObjectVersion object, Instant time) throws IOException {
        if (isTimeNeeded()) {
            commit();
        }
        UnreadableParts unreadable = new UnreadableParts(object, time);
        try (RowReader rows =
                new RowReader(objects, settings.bounds(), pruner, object, unreadable, invocation.processing())) {
            int taken = 0;
            for (ChangeRow row = rows.next(); row != null; row = rows.next()) {
                counts.row();
                try {
                    chunk.add(object, row);
                } catch (InvalidChangeException e) {
                    rows.refuse(e);
                }
                boolean isLook = ++taken % ROWS_PER_LOOK == 0;
                if (chunk.size() >= settings.maxRows() || (isLook && isTimeNeeded())) {
                    commit();
                    rows.paused();
                }
                if (isLook && isTimeUp()) {
                    return false;
                }
            }
            counts.object(rows.end());
        } catch (RowReader.BrokenOffException e) {
            if (invocation.processing().isReached()) {
                return false;
            }
            throw e;
        }
        Optional<Rejection> rejection = unreadable.rejection();
        if (rejection.isPresent()) {
            counts.unreadable();
            deadLetters.add(unreadable.piece(), rejection.get());
        }
        return true;
    }

    private boolean isTimeUp() {
        return invocation.processing().isReached();
    }

    /** Whether what is left of the time is needed for what was read. */
    private boolean isTimeNeeded() {
        Duration needed = TIME_PER_KEY.multipliedBy(chunk.size());
        return invocation.writing().remaining().compareTo(needed) < 0;
    }

    /** Makes all durable that was read, and deletes the messages whose objects were read to their ends. */
    private void commit() throws IOException {
        deadLetters.send();
        Optional<ObjectVersion> first = chunk.first();
        if (first.isPresent()) {
            counts.add(score(first.get()));
        }
        chunk = newChunk();
        queue.deleteDone(invocation.writing());
    }

    private Counts score(ObjectVersion first) throws IOException {
        Instant now = with.clock().instant();
        String attempt = with.attempts().get();
        try (LinesFile scored = new LinesFile(attempt);
                LinesFile setAside = new LinesFile(attempt)) {
            return new ChunkScoring(
                            model,
                            table,
                            ledger,
                            outputs,
                            with.backoff(),
                            invocation.writing(),
                            outputs.key(first, attempt, now),
                            now,
                            scored,
                            setAside)
                    .run(chunk);
        } catch (TimeoutException e) {
            throw new IOException("no time left to score " + chunk.size() + " keys; they will be read again", e);
        }
    }

    private Chunk newChunk() {
        return new Chunk(model.manifest().key());
    }

    /** What a run answers that found another one at work. */
    static ObjectNode busy() {
        return Json.object().put("complete", false).put("busy", "another run is at work");
    }
}
