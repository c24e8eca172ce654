package dev.tributary.local.send;

import dev.tributary.local.up.CommandFailedException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Reads lines, and the key of each; blank ones are counted, and nothing else. */
final class LineReader {

    private static final int BUFFER_BYTES = 1 << 16;

    /** Of data and key together, as Kinesis counts. */
    private static final int MAX_RECORD_BYTES = 1 << 20;

    /** Where the length of a line that is too long anyway is no longer of interest. */
    private static final int MAX_LINE_BYTES = 16 << 20;

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
     * @throws CommandFailedException if the line is too long for a record, or has no key
     */
    Optional<Line> next() throws IOException {
        while (true) {
            byte[] bytes = readLine();
            if (bytes.length == 0) {
                return Optional.empty();
            }
            int length = lengthWithoutEnd(bytes);
            if (!isBlank(bytes, length)) {
                return Optional.of(line(Arrays.copyOf(bytes, length)));
            }
        }
    }

    private Line line(byte[] content) {
        checkSize("", content.length);
        String key = keys.of(number, content);
        checkSize("", content.length + key.getBytes(StandardCharsets.UTF_8).length);
        return new Line(number, key, content);
    }

    private void checkSize(String over, int bytes) {
        if (bytes > MAX_RECORD_BYTES) {
            throw new CommandFailedException(String.format(
                    Locale.ROOT,
                    "line %d: %s%,d bytes (expected: at most %,d)",
                    number,
                    over,
                    bytes,
                    MAX_RECORD_BYTES));
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
                checkSize("over ", MAX_LINE_BYTES);
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
