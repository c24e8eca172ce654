package dev.tributary.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tributary.json.InvalidJsonException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits a stream into its JSON values, whatever separates them: ends of lines, white space, byte order marks, or nothing; a
 * value may itself go over many lines. Every byte but those between pieces is part of one piece.
 *
 * <p>Values are framed, not parsed. So much of the syntax is checked that a bad value leaves those behind it alone: behind an
 * error, values begin again at the next brace that opens at the begin of a line, or behind one that closes, or that is itself
 * the error, as where the value before it lost its end; and before that, at the last brace within the bad value that opens at the
 * begin of a line. So an object inside a broken value of several lines can pass for a value.
 *
 * <p>The time is linear in the bytes. The memory is twice the longest value that is let pass, at most.
 */
public final class JsonValues {

    private static final List<byte[]> LITERALS =
            List.of("null".getBytes(US_ASCII), "true".getBytes(US_ASCII), "false".getBytes(US_ASCII));
    private static final int CHUNK = 64 << 10;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Window window;
    private final int maxValueBytes;
    private final Framing framing = new Framing();
    private final Resumption resumption = new Resumption();

    /**
     * Reads a stream, which the caller closes.
     *
     * @param maxValueBytes bytes that a value may have; of a longer one, and of as long a run of other bytes, the first so many
     *     are kept
     */
    public JsonValues(InputStream stream, int maxValueBytes) {
        this(stream, maxValueBytes, CHUNK);
    }

    /** As above, with chunks of another size, so that tests see what happens between two of them. */
    JsonValues(InputStream stream, int maxValueBytes, int chunk) {
        if (maxValueBytes < 1) {
            throw new IllegalArgumentException("maxValueBytes: " + maxValueBytes + " (expected: at least 1)");
        }
        this.window = new Window(stream, maxValueBytes, chunk);
        this.maxValueBytes = maxValueBytes;
    }

    /**
     * The next piece; null at the end of the stream. It may overwrite the buffer of the value before it.
     *
     * @throws IOException if the stream fails, and as it does
     */
    public @Nullable JsonPiece next() throws IOException {
        if (!findPiece()) {
            return null;
        }
        byte first = window.byteAt(0);
        if (first == '{' || first == '[' || first == '"') {
            return framed(first == '"');
        }
        return isWord(first) ? unlessGlued() : resumed("text that is no value");
    }

    private boolean findPiece() throws IOException {
        while (true) {
            window.scan(JsonValues::behindSpace);
            window.beginPiece();
            if (!window.require(1)) {
                return false;
            }
            if (isAt(BYTE_ORDER_MARK)) {
                window.move(BYTE_ORDER_MARK.length);
            } else if (!isSpace(window.byteAt(0))) {
                return true;
            }
        }
    }

    private JsonPiece framed(boolean isString) throws IOException {
        framing.begin();
        while (framing.verdict() == Framing.Verdict.MORE && window.require(1)) {
            window.scan(framing);
        }
        return switch (framing.verdict()) {
            case WHOLE -> isString ? unlessGlued() : whole();
            case BROKEN -> resumed(framing.fault());
            case MORE -> window.pieceLength() > maxValueBytes ? tooLarge() : truncated();
        };
    }

    /** Moves behind a number or literal; if there is none, to where that shows. */
    private boolean isWord(byte first) throws IOException {
        if (first == '-' || isDigit(first)) {
            do {
                window.scan(JsonValues::behindNumber);
            } while (window.isExhausted() && window.require(1));
            return true;
        }
        for (byte[] literal : LITERALS) {
            if (isAt(literal)) {
                window.move(literal.length);
                return true;
            }
        }
        return false;
    }

    /** The string, number or literal before the position, unless text behind it says that it was none. */
    private JsonPiece unlessGlued() throws IOException {
        if (!window.require(1) || mayFollow(window.byteAt(0))) {
            return whole();
        }
        window.scan((bytes, from, to) -> Framing.errorAt(bytes, from));
        return resumed("text directly behind a value");
    }

    private JsonPiece whole() {
        return window.pieceLength() > maxValueBytes ? tooLarge() : window.value();
    }

    private JsonPiece tooLarge() {
        return broken(
                Problem.VALUE_TOO_LARGE,
                "a value of " + window.pieceLength() + " bytes at byte " + window.pieceOffset() + " (expected: at most "
                        + maxValueBytes + ")");
    }

    private JsonPiece truncated() {
        String message = "the end of the stream at byte " + window.offset() + ", within a value (expected: its end)";
        window.backToLine();
        return broken(Problem.TRUNCATED, message);
    }

    /** The bytes from the begin of the piece to where values begin again behind an error, which stands at the position. */
    private JsonPiece resumed(String error) throws IOException {
        String message = error + " at byte " + window.offset() + " (expected: JSON values)";
        // What lost its end behind a colon had taken the next line for its own value.
        window.backToLine();
        resumption.begin();
        do {
            window.scan(resumption);
        } while (window.isExhausted() && window.require(1));
        return broken(Problem.MALFORMED_JSON, message);
    }

    private JsonPiece broken(Problem problem, String message) {
        return new JsonPiece.Broken(window.pieceOffset(), window.pieceLength(), window.pieceBytes(), problem, message);
    }

    private boolean isAt(byte[] expected) throws IOException {
        for (int i = 0; i < expected.length; i++) {
            if (!window.require(i + 1) || window.byteAt(i) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    private static int behindSpace(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && isSpace(bytes[at])) {
            at++;
        }
        return at;
    }

    private static int behindNumber(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && (isDigit(bytes[at]) || "+-.eE".indexOf(bytes[at]) >= 0)) {
            at++;
        }
        return at;
    }

    /** Whether this may be the next byte behind a string, number or literal: space, or the first byte of a value. */
    private static boolean mayFollow(byte b) {
        return isSpace(b) || isDigit(b) || b == BYTE_ORDER_MARK[0] || "{[\"-ntf".indexOf(b) >= 0;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
