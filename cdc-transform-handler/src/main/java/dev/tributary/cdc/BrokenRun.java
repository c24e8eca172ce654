package dev.tributary.cdc;

import dev.tributary.deadletter.Rejection;
import dev.tributary.json.JsonPiece;
import java.io.ByteArrayOutputStream;

/** Bytes that are no values, one piece directly behind the other: one dead letter for all of them, since they belong together. */
final class BrokenRun {

    private final long offset;
    private final Rejection rejection;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long length;

    /** Begins with a piece, whose fault is the run's. */
    BrokenRun(JsonPiece.Broken first) {
        offset = first.offset();
        rejection = new Rejection("decode", first.problem().name(), first.message());
        add(first);
    }

    /** Whether a piece goes on where this ends, and is let in. */
    boolean takes(JsonPiece.Broken next, int maxBytes) {
        boolean isWhole = bytes.size() == length;
        if (!isWhole || next.offset() != offset + length || bytes.size() + next.length() > maxBytes) {
            return false;
        }
        add(next);
        return true;
    }

    long offset() {
        return offset;
    }

    /** How many bytes there are, also of a piece that is kept in part. */
    long length() {
        return length;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    Rejection rejection() {
        return rejection;
    }

    private void add(JsonPiece.Broken piece) {
        bytes.writeBytes(piece.bytes());
        length += piece.length();
    }
}
