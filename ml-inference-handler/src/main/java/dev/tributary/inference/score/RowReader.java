package dev.tributary.inference.score;

import dev.tributary.aws.Deadline;
import dev.tributary.batch.RejectedRecordException;
import dev.tributary.change.ChangeRow;
import dev.tributary.change.InvalidChangeException;
import dev.tributary.deadletter.Rejection;
import dev.tributary.json.JsonPiece;
import dev.tributary.lake.CorruptObjectException;
import dev.tributary.lake.ObjectPieces;
import dev.tributary.lake.ObjectReader;
import dev.tributary.lake.S3Refusal;
import dev.tributary.record.ObjectVersion;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The rows of one object, one after the other. Where the connection breaks off, it is opened again, if rows were taken in for good
 * since: a chunk that is scored in the middle of an object may take longer than S3 keeps a connection that nobody reads.
 */
final class RowReader implements AutoCloseable {

    /** The connection, and not the object, is at fault: reading it again may help. */
    static final class BrokenOffException extends IOException {

        private static final long serialVersionUID = 1L;

        BrokenOffException(ObjectVersion object, Exception cause) {
            super(object.uri() + " broke off, and will be read again", cause);
        }
    }

    private static final String NO_SUCH_BUCKET = "NoSuchBucket";

    /** What S3 says of an object in Glacier. */
    private static final String ARCHIVED = "InvalidObjectState";

    private final ObjectReader objects;
    private final ObjectPieces.Bounds bounds;
    private final RowPruner pruner;
    private final ObjectVersion object;
    private final String uri;
    private final UnreadableParts unreadable;
    private final Deadline deadline;
    private @Nullable ObjectPieces pieces;
    private long from;
    private long end;
    private long offset;
    private boolean mayReopen;

    RowReader(
            ObjectReader objects,
            ObjectPieces.Bounds bounds,
            RowPruner pruner,
            ObjectVersion object,
            UnreadableParts unreadable,
            Deadline deadline) {
        this.objects = objects;
        this.bounds = bounds;
        this.pruner = pruner;
        this.object = object;
        this.uri = object.uri();
        this.unreadable = unreadable;
        this.deadline = deadline;
    }

    /**
     * The next row; null at the object's end, or where it cannot be read any further. What is no row is passed over.
     *
     * @throws BrokenOffException if the connection breaks off, or cannot be made
     */
    @Nullable
    ChangeRow next() throws BrokenOffException {
        while (true) {
            JsonPiece piece = nextPiece();
            if (piece == null) {
                return null;
            }
            end = piece.offset() + piece.length();
            offset = piece.offset();
            if (piece instanceof JsonPiece.Broken broken) {
                unreadable.addLine(
                        offset, new Rejection("decode", broken.problem().name(), broken.message()));
            } else if (piece instanceof JsonPiece.Value value) {
                try {
                    return pruner.read(value, uri);
                } catch (RejectedRecordException e) {
                    unreadable.addLine(offset, e.rejection());
                }
            }
        }
    }

    /** Says that the last row is no row of the table. */
    void refuse(InvalidChangeException reason) {
        unreadable.addLine(offset, RowPruner.rejected(reason).rejection());
    }

    /** Says that all rows so far were taken in for good, and that it took a while. */
    void paused() {
        mayReopen = true;
    }

    /** Bytes of content that were read. */
    long end() {
        return end;
    }

    @Override
    public void close() throws IOException {
        if (pieces != null) {
            pieces.close();
        }
    }

    /** The next piece that was not read yet. */
    private @Nullable JsonPiece nextPiece() throws BrokenOffException {
        while (true) {
            try {
                if (pieces == null) {
                    pieces = new ObjectPieces(objects.open(object, deadline), bounds);
                }
                JsonPiece piece = pieces.next();
                if (piece == null || piece.offset() >= from) {
                    return piece;
                }
            } catch (CorruptObjectException e) {
                unreadable.addRest(end, e);
                return null;
            } catch (S3Exception e) {
                if (!isGone(e)) {
                    throw new BrokenOffException(object, e);
                }
                return null;
            } catch (IOException | SdkException e) {
                if (!mayReopen || deadline.isReached()) {
                    throw new BrokenOffException(object, e);
                }
                mayReopen = false;
                from = end;
                drop();
            }
        }
    }

    private void drop() {
        try {
            close();
        } catch (IOException e) {
            // It is broken off already.
        }
        pieces = null;
    }

    /** Whether the object is not there to be read, until somebody does something about it. */
    private boolean isGone(S3Exception e) {
        String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
        if (S3Refusal.isMissing(e) && !NO_SUCH_BUCKET.equals(code)) {
            unreadable.addAll(
                    "OBJECT_MISSING", "no such object, or version of it, any more (expected: what was announced)");
            return true;
        }
        if (S3Refusal.isOtherVersion(e)) {
            unreadable.addAll(
                    "OBJECT_REPLACED",
                    "another object has taken its place, and is announced by itself (expected: its ETag)");
            return true;
        }
        if (ARCHIVED.equals(code)) {
            unreadable.addAll("OBJECT_ARCHIVED", "in an archive of S3 (expected: restored first)");
            return true;
        }
        return false;
    }
}
