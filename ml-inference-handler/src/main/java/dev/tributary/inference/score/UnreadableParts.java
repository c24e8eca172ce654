package dev.tributary.inference.score;

import dev.tributary.deadletter.Rejection;
import dev.tributary.lake.CorruptObjectException;
import dev.tributary.record.ObjectPiece;
import dev.tributary.record.ObjectVersion;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What of one object is not what it should be: one dead letter for all of it, which names the object. It keeps the bytes itself. */
final class UnreadableParts {

    private final ObjectVersion object;
    private final Instant time;
    private @Nullable Rejection first;
    private long firstOffset;
    private long lines;
    private @Nullable Rejection rest;
    private long restOffset;

    UnreadableParts(ObjectVersion object, Instant time) {
        this.object = object;
        this.time = time;
    }

    /** A line that is no row. */
    void addLine(long offset, Rejection reason) {
        if (first == null) {
            first = reason;
            firstOffset = offset;
        }
        lines++;
    }

    /** All of the object. */
    void addAll(String reason, String message) {
        rest = new Rejection("read", reason, message);
        restOffset = 0;
    }

    /** What cannot be read of it, from this place of its content on. */
    void addRest(long offset, CorruptObjectException reason) {
        rest = new Rejection("read", "OBJECT_" + reason.problem().name(), String.valueOf(reason.getMessage()));
        restOffset = offset;
    }

    /** The place that the letter names. */
    ObjectPiece piece() {
        return new ObjectPiece(object, rest == null ? firstOffset : restOffset, 0, time, new byte[0]);
    }

    /** The reason, if there is one: what ends the object counts more than lines within it. */
    Optional<Rejection> rejection() {
        String inLines = first == null
                ? ""
                : lines + " lines that are no rows, the first at byte " + firstOffset + ": " + first.message();
        if (rest != null) {
            return Optional.of(
                    first == null
                            ? rest
                            : new Rejection(rest.stage(), rest.reason(), rest.message() + "; and " + inLines));
        }
        return Optional.ofNullable(first).map(reason -> new Rejection(reason.stage(), reason.reason(), inLines));
    }
}
