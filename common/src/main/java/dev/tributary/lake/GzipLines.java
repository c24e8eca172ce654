package dev.tributary.lake;

import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * Gzip files of JSON Lines for conditional puts. A comment makes the bytes, and so the ETag, of each attempt to write an object its
 * own. Without it two empty objects would look alike to {@code If-Match}, and a late put could pass for the one that it was meant
 * to replace.
 */
final class GzipLines {

    static final int TYPICAL_BYTES = BlockDeflater.BLOCK_BYTES;

    private GzipLines() {}

    /**
     * Compresses lines, each with an end of line behind it.
     *
     * @param attempt a text of its own for each attempt, in ASCII
     */
    static byte[] compress(List<byte[]> lines, String attempt) {
        ByteArrayOutputStream file = new ByteArrayOutputStream(TYPICAL_BYTES);
        try (BlockDeflater deflater = new BlockDeflater()) {
            GzipMember member = new GzipMember(deflater, (bytes, length) -> file.write(bytes, 0, length), attempt);
            lines.forEach(member::add);
            member.finish();
        }
        return file.toByteArray();
    }
}
