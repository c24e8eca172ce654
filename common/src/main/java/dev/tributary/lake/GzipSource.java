package dev.tributary.lake;

import dev.tributary.lake.CorruptObjectException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;

/** The bytes of an object as they are stored, with a place among them. */
final class GzipSource {

    private static final int CHUNK = 64 << 10;

    private final InputStream stream;
    private final byte[] bytes = new byte[CHUNK];
    private int position;
    private int limit;

    /** Where in the object the first byte of the array is. */
    private long base;

    GzipSource(InputStream stream) {
        this.stream = stream;
    }

    long offset() {
        return base + position;
    }

    /** Whether the object begins so; to be asked before anything is read. */
    boolean startsWith(int first, int second) throws IOException {
        boolean isOpen = true;
        while (isOpen && limit < 2) {
            isOpen = fill();
        }
        return limit >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }

    /** The next byte; -1 at the end. */
    int next() throws IOException {
        return has() ? bytes[position++] & 0xFF : -1;
    }

    /** The next byte of what should not end here. */
    int require() throws IOException {
        int next = next();
        if (next < 0) {
            throw ended();
        }
        return next;
    }

    /** Takes bytes back that were read last. */
    void back(int count) {
        position -= count;
    }

    int read(byte[] to, int offset, int length) throws IOException {
        if (!has()) {
            return -1;
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(bytes, position, to, offset, count);
        position += count;
        return count;
    }

    /** Gives the next bytes of what should not end here to an inflater, which says by and by how many it had no use for. */
    void feed(Inflater inflater) throws IOException {
        if (!has()) {
            throw ended();
        }
        inflater.setInput(bytes, position, limit - position);
        position = limit;
    }

    void close() throws IOException {
        stream.close();
    }

    private CorruptObjectException ended() {
        return new CorruptObjectException(Problem.TRUNCATED, offset(), "the gzip file ends within its data");
    }

    private boolean has() throws IOException {
        if (position < limit) {
            return true;
        }
        base += limit;
        position = 0;
        limit = 0;
        return fill();
    }

    private boolean fill() throws IOException {
        int read;
        do {
            read = stream.read(bytes, limit, bytes.length - limit);
        } while (read == 0);
        limit += Math.max(read, 0);
        return read > 0;
    }
}
