package dev.tributary.local.send;

import dev.tributary.local.up.CommandFailedException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** Reads lines, and the key of each; blank ones are counted, and nothing else. */
final class LineReader {

    private static final int BUFFER_BYTES = 1 << 16;

    /** The most that a stream can be configured to take. */
    private static final int MAX_LINE_BYTES = 10 << 20;

    private final InputStream in;
    private final Keys keys;
    private long number;

    LineReader(InputStream in, Keys keys) {
        this.in = new BufferedInputStream(in, BUFFER_BYTES);
        this.keys = keys;
    }

    /** Whether there is something to read at once; not so at the end. */
    boolean isReady() throws IOException {
        return in.available() > 0;
    }

    /**
     * Waits for the next line.
     *
     * @return nothing at the end
     * @throws CommandFailedException if the line is too long for any stream, or has no key
     */
    Optional<Line> next() throws IOException {
        while (true) {
            byte[] bytes = readLine();
            if (bytes.length == 0) {
                return Optional.empty();
            }
            int length = lengthWithoutEnd(bytes);
            if (!isBlank(bytes, length)) {
                byte[] content = Arrays.copyOf(bytes, length);
                return Optional.of(new Line(number, keys.of(number, content), content));
            }
        }
    }

    /** A line with its end, or nothing at the end of the file. */
    private byte[] readLine() throws IOException {
        number++;
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        for (int b = in.read(); b >= 0; b = in.read()) {
            line.write(b);
            if (b == '\n') {
                break;
            }
            if (line.size() > MAX_LINE_BYTES) {
                throw new CommandFailedException(
                        "line " + number + ": over " + MAX_LINE_BYTES + " bytes (expected: at most that many)");
            }
        }
        return line.toByteArray();
    }

    private static int lengthWithoutEnd(byte[] line) {
        int length = line.length;
        if (length > 0 && line[length - 1] == '\n') {
            length--;
            if (length > 0 && line[length - 1] == '\r') {
                length--;
            }
        }
        return length;
    }

    private static boolean isBlank(byte[] line, int length) {
        for (int i = 0; i < length; i++) {
            if (line[i] != ' ' && line[i] != '\t') {
                return false;
            }
        }
        return true;
    }
}
