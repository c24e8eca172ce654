package dev.tributary.lake;

import dev.tributary.lake.CorruptObjectException.Problem;
import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** The head of a member of a gzip file, behind its magic bytes (RFC 1952, section 2.3). */
final class GzipHeader {

    static final int MAGIC_1 = 0x1F;
    static final int MAGIC_2 = 0x8B;

    private static final int HEADER_CRC = 1 << 1;
    private static final int EXTRA = 1 << 2;
    private static final int NAME = 1 << 3;
    private static final int COMMENT = 1 << 4;
    private static final int RESERVED = 0b1110_0000;

    /** Time, level and system. */
    private static final int FIXED_BYTES = 6;

    private final GzipSource source;
    private final CRC32 crc = new CRC32();

    private GzipHeader(GzipSource source) {
        this.source = source;
        crc.update(MAGIC_1);
        crc.update(MAGIC_2);
    }

    /** Reads to the end of the head; nothing of it matters but that it is right. */
    static void skip(GzipSource source) throws IOException {
        new GzipHeader(source).skip();
    }

    private void skip() throws IOException {
        int method = next();
        require(
                method == Deflater.DEFLATED,
                "compression method: " + method + " (expected: " + Deflater.DEFLATED + ")");
        int flags = next();
        require((flags & RESERVED) == 0, "gzip flags: " + flags + " (expected: no reserved ones)");
        skip(FIXED_BYTES);
        if ((flags & EXTRA) != 0) {
            skip(next() | next() << Byte.SIZE);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CRC) != 0) {
            int expected = (int) crc.getValue() & 0xFFFF;
            require((next() | next() << Byte.SIZE) == expected, "the checksum of a gzip header that is another's");
        }
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            next();
        }
    }

    private void skipText() throws IOException {
        int next;
        do {
            next = next();
        } while (next != 0);
    }

    private int next() throws IOException {
        int next = source.require();
        crc.update(next);
        return next;
    }

    private void require(boolean valid, String what) throws CorruptObjectException {
        if (!valid) {
            throw new CorruptObjectException(Problem.BAD_HEADER, source.offset(), what);
        }
    }
}
