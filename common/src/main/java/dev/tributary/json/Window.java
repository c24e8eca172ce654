package dev.tributary.json;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is in memory of a stream: the bytes from the begin of a piece to the last one that was read, and a position among them.
 * Of a piece that is longer than what is to be kept, its first bytes, and those just before the position.
 */
final class Window {

    /** Looks at bytes one after the other. */
    @FunctionalInterface
    interface Scan {
        /** Looks at the bytes from {@code from} to before {@code to}, and returns where it stopped. */
        int scan(byte[] bytes, int from, int to);
    }

    private final InputStream stream;
    private final int longest;
    private final int chunk;

    private byte[] bytes;
    private int start;
    private int position;
    private int limit;

    /** Where in the stream the first byte of the array is. */
    private long base;

    private long pieceOffset;
    private byte @Nullable [] head;

    /**
     * A window that is still empty.
     *
     * @param longest bytes of a piece that are kept
     * @param chunk bytes that are read at once; more than are ever required
     */
    Window(InputStream stream, int longest, int chunk) {
        this.stream = stream;
        this.longest = longest;
        this.chunk = chunk;
        this.bytes = new byte[chunk];
    }

    /** A new piece begins at the position; what is before it is not kept any more. */
    void beginPiece() {
        start = position;
        pieceOffset = offset();
        head = null;
    }

    /** Reads on until so many bytes are there from the position on; false if the stream ends before. */
    boolean require(int count) throws IOException {
        while (limit - position < count) {
            if (!fill()) {
                return false;
            }
        }
        return true;
    }

    /** Moves the position over what is there, to where the scan stops. */
    void scan(Scan scan) {
        position = scan.scan(bytes, position, limit);
    }

    void move(int count) {
        position += count;
    }

    /**
     * Moves the position back to the last brace that opens at the begin of a line, if there is one behind the begin of the piece.
     * Of a piece that is nearly as long as what is kept, not all may be there any more: then not, in whatever chunks it came.
     */
    void backToLine() {
        if (pieceLength() >= longest - Framing.LOOK_BACK) {
            return;
        }
        for (int at = position - 1; at > start; at--) {
            if (bytes[at] == '{' && bytes[at - 1] == '\n') {
                position = at;
                return;
            }
        }
    }

    boolean isExhausted() {
        return position == limit;
    }

    /** A byte by its distance from the position. */
    byte byteAt(int distance) {
        return bytes[position + distance];
    }

    /** Where in the stream the position is. */
    long offset() {
        return base + position;
    }

    long pieceOffset() {
        return pieceOffset;
    }

    /** The bytes from the begin of the piece to the position. */
    long pieceLength() {
        return offset() - pieceOffset;
    }

    /** The piece, as one that is a value and short enough. */
    JsonPiece.Value value() {
        int size = (int) pieceLength();
        return head == null
                ? new JsonPiece.Value(pieceOffset, bytes, start, size)
                : new JsonPiece.Value(pieceOffset, head, 0, size);
    }

    /** A copy of the piece, as far as it is to be kept. */
    byte[] pieceBytes() {
        int size = (int) Math.min(pieceLength(), longest);
        return head == null ? Arrays.copyOfRange(bytes, start, start + size) : Arrays.copyOf(head, size);
    }

    private boolean fill() throws IOException {
        if (head == null && position - start >= longest) {
            head = Arrays.copyOfRange(bytes, start, start + longest);
        }
        if (limit == bytes.length) {
            makeRoom(head == null ? start : position - Framing.LOOK_BACK);
        }
        int read = stream.read(bytes, limit, Math.min(chunk, bytes.length - limit));
        limit += Math.max(read, 0);
        return read >= 0;
    }

    /** Drops what is not kept, and makes the array larger if that is less than half of it. */
    private void makeRoom(int kept) {
        int size = limit - kept;
        byte[] to = size > bytes.length / 2 ? larger() : bytes;
        System.arraycopy(bytes, kept, to, 0, size);
        bytes = to;
        start -= kept;
        position -= kept;
        limit = size;
        base += kept;
    }

    private byte[] larger() {
        long size = Math.min(2L * bytes.length, longest + 2L * chunk);
        return size > bytes.length ? new byte[(int) Math.min(size, Integer.MAX_VALUE - Long.BYTES)] : bytes;
    }
}
