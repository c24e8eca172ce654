package dev.tributary.lake;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A temporary file that takes what the memory does not hold, whosever it is, one part behind the other. It loses its name as soon
 * as it is open, so that the system removes it however the process ends; where the system does not let an open file lose its name,
 * when it is closed, and if the process ends before, when the next one begins.
 *
 * <p>Not a channel: calls of the SDK that take too long are interrupted, and an interrupt closes a channel for good.
 */
final class SpillFile implements Closeable {

    private static final String PREFIX = "tributary-spill-";

    private final Path path;
    private final RandomAccessFile file;
    private long length;

    /** A file that is open already. */
    SpillFile(Path path, RandomAccessFile file) {
        this.path = path;
        this.file = file;
    }

    /** A new file in a folder. */
    static SpillFile create(Path folder) throws IOException {
        Path path = Files.createTempFile(folder, PREFIX, ".tmp");
        SpillFile file = new SpillFile(path, new RandomAccessFile(path.toFile(), "rw"));
        deleteIfPossible(path);
        return file;
    }

    /** Removes what a process left in a folder that ended before its time. */
    static void removeLeftovers(Path folder) throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, PREFIX + "*")) {
            leftovers.forEach(SpillFile::deleteIfPossible);
        }
    }

    /**
     * Writes bytes at the end.
     *
     * @return where they begin
     * @throws IOException if there is no space left, and if the disk fails
     */
    long append(List<byte[]> parts) throws IOException {
        long start = length;
        try {
            file.seek(start);
            for (byte[] part : parts) {
                file.write(part);
                length += part.length;
            }
            return start;
        } catch (IOException e) {
            length = start;
            throw new IOException(
                    "temporary file of " + start + " bytes in " + path.getParent()
                            + ": cannot write more (expected: space): " + e.getMessage(),
                    e);
        }
    }

    /** Reads some of the bytes from a place on; that there are some is the caller's business. */
    int read(long position, byte[] bytes, int offset, int count) throws IOException {
        file.seek(position);
        return file.read(bytes, offset, count);
    }

    @Override
    public void close() throws IOException {
        file.close();
        Files.deleteIfExists(path);
    }

    private static void deleteIfPossible(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // Open, and of a system that keeps the names of open files: whoever has it open deletes it.
        }
    }
}
