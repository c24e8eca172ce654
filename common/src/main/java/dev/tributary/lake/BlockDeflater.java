package dev.tributary.lake;

import java.util.zip.Deflater;

/**
 * Compresses blocks, each by itself, of as many files as there are: one native compressor for all of them. What it makes of the
 * blocks of one file, one behind the other, is one stream (RFC 1951).
 */
final class BlockDeflater implements AutoCloseable {

    /** The largest block. */
    static final int BLOCK_BYTES = 64 << 10;

    /** What data that cannot be compressed may grow by. */
    private static final int GROWTH_BYTES = 4 << 10;

    // The fastest level: a fifth more bytes in S3, for less than half the time (docs/decisions/fastest-gzip.md).
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final byte[] compressed = new byte[BLOCK_BYTES + GROWTH_BYTES];

    /**
     * Compresses a block.
     *
     * @param bytes what came before it in its file, and the block
     * @param from where the block begins; what is before it is what it may refer to
     * @param to where it ends
     * @param isLast whether its file ends with it
     * @return how many bytes of {@link #compressed} it takes
     */
    int deflate(byte[] bytes, int from, int to, boolean isLast) {
        deflater.reset();
        if (from > 0) {
            deflater.setDictionary(bytes, 0, from);
        }
        deflater.setInput(bytes, from, to - from);
        if (isLast) {
            deflater.finish();
        }
        // The flush ends the block on a whole byte, where the next one can begin.
        int count =
                deflater.deflate(compressed, 0, compressed.length, isLast ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH);
        if (count == compressed.length) {
            throw new IllegalStateException("a block that grows by " + GROWTH_BYTES + " bytes when it is compressed");
        }
        return count;
    }

    /** What the last block was compressed to, until the next one is. */
    byte[] compressed() {
        return compressed;
    }

    @Override
    public void close() {
        deflater.end();
    }
}
