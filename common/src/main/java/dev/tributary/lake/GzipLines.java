package dev.tributary.lake;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Gzip files (RFC 1952) of JSON Lines. Our own header, since the JDK's stream cannot write a comment: the comment makes
 * the bytes, and so the ETag, of each attempt to write an object its own. Without it two empty objects would look alike to
 * {@code If-Match}, and a late put could pass for the one that it was meant to replace.
 */
final class GzipLines {

    private static final byte COMMENT_FLAG = 0x10;
    private static final byte FASTEST = 4;
    private static final byte UNKNOWN_SYSTEM = (byte) 255;
    private static final byte[] HEADER = {
        0x1f, (byte) 0x8b, Deflater.DEFLATED, COMMENT_FLAG, 0, 0, 0, 0, FASTEST, UNKNOWN_SYSTEM
    };
    private static final int TRAILER_BYTES = 8;
    private static final int BUFFER_BYTES = 16 << 10;

    private GzipLines() {}

    /**
     * Compresses lines, each with an end of line behind it.
     *
     * @param attempt a text of its own for each attempt, in ASCII
     */
    static byte[] compress(List<byte[]> lines, String attempt) {
        ByteArrayOutputStream file = new ByteArrayOutputStream(BUFFER_BYTES);
        file.writeBytes(HEADER);
        file.writeBytes(attempt.getBytes(StandardCharsets.US_ASCII));
        file.write(0);
        CRC32 crc = new CRC32();
        long bytes = 0;
        // The fastest level: a sixth more bytes in S3, for half the time that Lambda bills (docs/performance.md).
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (byte[] line : lines) {
                bytes += deflate(deflater, crc, line, buffer, file);
                bytes += deflate(deflater, crc, NEWLINE, buffer, file);
            }
            deflater.finish();
            drain(deflater, buffer, file);
        } finally {
            deflater.end();
        }
        file.writeBytes(ByteBuffer.allocate(TRAILER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) crc.getValue())
                .putInt((int) bytes)
                .array());
        return file.toByteArray();
    }

    private static final byte[] NEWLINE = {'\n'};

    private static int deflate(Deflater deflater, CRC32 crc, byte[] input, byte[] buffer, ByteArrayOutputStream file) {
        crc.update(input);
        deflater.setInput(input);
        while (!deflater.needsInput()) {
            int length = deflater.deflate(buffer);
            file.write(buffer, 0, length);
        }
        return input.length;
    }

    private static void drain(Deflater deflater, byte[] buffer, ByteArrayOutputStream file) {
        while (!deflater.finished()) {
            int length = deflater.deflate(buffer);
            file.write(buffer, 0, length);
        }
    }
}
