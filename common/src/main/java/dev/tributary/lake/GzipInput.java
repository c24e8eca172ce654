package dev.tributary.lake;

import dev.tributary.lake.CorruptObjectException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The content of an object that may be a gzip file (RFC 1952), of one member or of several as Firehose and {@code cat} join them:
 * the magic bytes tell. Anything else passes as it is.
 *
 * <p>Not the JDK's stream, which takes what has not arrived yet for the end of the file, and garbage behind a member too. Zeros
 * behind a member are padding; what else is not of the format is a {@link CorruptObjectException}, and so is more content than is
 * let pass. What the object's own stream throws passes as it is.
 */
public final class GzipInput extends InputStream {

    private enum State {
        START,
        PLAIN,
        MEMBER,
        END,
        CLOSED
    }

    private final GzipSource source;
    private final long maxBytes;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();

    private State state = State.START;
    private long given;
    private @Nullable CorruptObjectException corrupt;

    /**
     * Reads an object, and closes it when it is closed itself.
     *
     * @param maxBytes bytes of content that are let pass
     */
    public GzipInput(InputStream object, long maxBytes) {
        this.source = new GzipSource(object);
        this.maxBytes = maxBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (state == State.CLOSED) {
            throw new IOException("the object is closed");
        }
        if (corrupt != null) {
            throw corrupt;
        }
        try {
            return length == 0 ? 0 : readSome(bytes, offset, length);
        } catch (CorruptObjectException e) {
            corrupt = e;
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        state = State.CLOSED;
        inflater.end();
        source.close();
    }

    private int readSome(byte[] bytes, int offset, int length) throws IOException {
        if (state == State.START) {
            begin();
        }
        if (given > maxBytes) {
            throw tooLarge();
        }
        // One byte more than is let pass, to see whether there is one.
        int wanted = (int) (Math.min(length - 1L, maxBytes - given) + 1);
        int read = state == State.PLAIN ? source.read(bytes, offset, wanted) : inflate(bytes, offset, wanted);
        given += Math.max(read, 0);
        if (given <= maxBytes) {
            return read;
        }
        if (read == 1) {
            throw tooLarge();
        }
        return read - 1;
    }

    private CorruptObjectException tooLarge() {
        return new CorruptObjectException(
                Problem.TOO_LARGE, maxBytes, "more content (expected: at most " + maxBytes + " bytes)");
    }

    private void begin() throws IOException {
        if (source.startsWith(GzipHeader.MAGIC_1, GzipHeader.MAGIC_2)) {
            beginMember();
        } else {
            state = State.PLAIN;
        }
    }

    private void beginMember() throws IOException {
        long offset = source.offset();
        if (source.next() != GzipHeader.MAGIC_1 || source.next() != GzipHeader.MAGIC_2) {
            throw new CorruptObjectException(
                    Problem.TRAILING_BYTES,
                    offset,
                    "bytes behind gzip data (expected: another member, zeros, or nothing)");
        }
        GzipHeader.skip(source);
        inflater.reset();
        crc.reset();
        state = State.MEMBER;
    }

    private int inflate(byte[] bytes, int offset, int length) throws IOException {
        while (state == State.MEMBER) {
            int count = inflateSome(bytes, offset, length);
            if (count > 0) {
                crc.update(bytes, offset, count);
                return count;
            }
            if (inflater.finished()) {
                endMember();
            } else {
                source.feed(inflater);
            }
        }
        return -1;
    }

    private int inflateSome(byte[] bytes, int offset, int length) throws CorruptObjectException {
        try {
            return inflater.inflate(bytes, offset, length);
        } catch (DataFormatException e) {
            throw new CorruptObjectException(
                    Problem.BAD_DATA,
                    source.offset() - inflater.getRemaining(),
                    "bytes that are no compressed data",
                    e);
        }
    }

    private void endMember() throws IOException {
        source.back(inflater.getRemaining());
        long offset = source.offset();
        if (littleEndian() != (int) crc.getValue()) {
            throw new CorruptObjectException(Problem.CRC_MISMATCH, offset, "a checksum that is another's");
        }
        if (littleEndian() != (int) inflater.getBytesWritten()) {
            throw new CorruptObjectException(Problem.SIZE_MISMATCH, offset, "a length that is another's");
        }
        int next;
        do {
            next = source.next();
        } while (next == 0);
        if (next < 0) {
            state = State.END;
        } else {
            source.back(1);
            beginMember();
        }
    }

    private int littleEndian() throws IOException {
        int value = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            value |= source.require() << shift;
        }
        return value;
    }
}
