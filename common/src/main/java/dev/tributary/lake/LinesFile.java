package dev.tributary.lake;

import java.io.ByteArrayOutputStream;

/** A gzip file of JSON Lines in the making, of which the compressed bytes alone are in memory. */
public final class LinesFile implements AutoCloseable {

    private final ByteArrayOutputStream file = new ByteArrayOutputStream(GzipLines.TYPICAL_BYTES);
    private final BlockDeflater deflater = new BlockDeflater();
    private final GzipMember member;
    private int count;
    private boolean isFinished;

    /**
     * Begins a file.
     *
     * @param attempt a text of its own for each attempt to write the object, in ASCII, which makes its bytes differ
     */
    public LinesFile(String attempt) {
        this.member = new GzipMember(deflater, (bytes, length) -> file.write(bytes, 0, length), attempt);
    }

    /** Adds a line, and an end of line behind it. */
    public void add(byte[] line) {
        if (isFinished) {
            throw new IllegalStateException("a line for a file that is finished (expected: lines before)");
        }
        member.add(line);
        count++;
    }

    /** How many lines there are. */
    public int count() {
        return count;
    }

    @Override
    public void close() {
        deflater.close();
    }

    /** The whole file, to which nothing may be added any more. */
    byte[] finish() {
        if (!isFinished) {
            isFinished = true;
            member.finish();
        }
        return file.toByteArray();
    }
}
