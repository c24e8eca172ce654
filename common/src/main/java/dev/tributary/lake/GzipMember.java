package dev.tributary.lake;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A gzip file (RFC 1952) of JSON Lines in the making. Our own, since the JDK's stream cannot write a comment, and has a native
 * compressor for each file. The file's bytes follow from its comment and its lines.
 *
 * <p>Lines are gathered into blocks, since each call into the native compressor costs. A block may refer to the last bytes of the
 * one before it: without, files of many blocks would be three in a hundred larger; with, they are as large as in one go.
 */
final class GzipMember {

    /** Takes the file's bytes, as they come to be. */
    @FunctionalInterface
    interface Sink {
        /** Takes the first so many bytes of an array, which is used again. */
        void write(byte[] bytes, int length);
    }

    private static final byte COMMENT_FLAG = 0x10;
    private static final byte FASTEST = 4;
    private static final byte UNKNOWN_SYSTEM = (byte) 255;
    private static final int HEADER_BYTES = 10;
    private static final int TRAILER_BYTES = 8;
    private static final int SMALLEST_BLOCK_BYTES = 1 << 10;
    private static final int HISTORY_BYTES = 8 << 10;

    private final BlockDeflater deflater;
    private final Sink sink;
    private final CRC32 crc = new CRC32();
    private long size;

    /** The end of the last block, up to {@code from}, and the next one, up to {@code to}. */
    private byte[] bytes = new byte[SMALLEST_BLOCK_BYTES];

    private int from;
    private int to;

    /**
     * Begins a file.
     *
     * @param comment a comment in ASCII; empty for none
     */
    GzipMember(BlockDeflater deflater, Sink sink, String comment) {
        this.deflater = deflater;
        this.sink = sink;
        byte[] header = header(comment);
        sink.write(header, header.length);
    }

    /** Adds a line, and an end of line behind it. */
    void add(byte[] line) {
        int begin = 0;
        while (begin < line.length) {
            int part = Math.min(line.length - begin, room(line.length - begin));
            System.arraycopy(line, begin, bytes, to, part);
            begin += part;
            to += part;
        }
        room(1);
        bytes[to++] = '\n';
    }

    /** Ends the file, to which nothing may be added any more. */
    void finish() {
        deflateBlock(true);
        bytes = new byte[0];
        byte[] trailer = ByteBuffer.allocate(TRAILER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) crc.getValue())
                .putInt((int) size)
                .array();
        sink.write(trailer, trailer.length);
    }

    /** Makes room for some of so many bytes, and tells for how many. */
    private int room(int wanted) {
        if (bytes.length - to < wanted && bytes.length < BlockDeflater.BLOCK_BYTES) {
            long enough = Math.max(2L * bytes.length, (long) to + wanted);
            bytes = Arrays.copyOf(bytes, (int) Math.min(enough, BlockDeflater.BLOCK_BYTES));
        }
        if (to == bytes.length) {
            deflateBlock(false);
        }
        return bytes.length - to;
    }

    private void deflateBlock(boolean isLast) {
        crc.update(bytes, from, to - from);
        size += to - from;
        sink.write(deflater.compressed(), deflater.deflate(bytes, from, to, isLast));
        int history = Math.min(to, HISTORY_BYTES);
        System.arraycopy(bytes, to - history, bytes, 0, history);
        from = history;
        to = history;
    }

    private static byte[] header(String comment) {
        byte[] text = comment.getBytes(StandardCharsets.US_ASCII);
        byte flags = text.length > 0 ? COMMENT_FLAG : 0;
        // No time and no name of the system, which would be other ones each time.
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES + text.length + 1)
                .put((byte) GzipHeader.MAGIC_1)
                .put((byte) GzipHeader.MAGIC_2)
                .put((byte) Deflater.DEFLATED)
                .put(flags)
                .putInt(0)
                .put(FASTEST)
                .put(UNKNOWN_SYSTEM)
                .put(text);
        // A zero ends the comment.
        return text.length > 0 ? header.array() : Arrays.copyOf(header.array(), HEADER_BYTES);
    }
}
