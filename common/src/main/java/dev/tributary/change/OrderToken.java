package dev.tributary.change;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.tributary.change.InvalidChangeException.Problem;
import java.time.Instant;
import java.util.List;

/**
 * A change's place among the changes of its table, as a text that sorts: of two tokens of one source, the greater text is the
 * later change. Rows of a snapshot come before all changes, since their time does not tell which changes they hold already.
 *
 * <p>The text is {@code 0} for a snapshot row or {@code 1} for a change, and then each number of the source's position behind a
 * dot: two digits for its length, and its digits, decimal or hexadecimal, without leading zeros.
 */
public record OrderToken(String text) implements Comparable<OrderToken> {

    private static final char SNAPSHOT = '0';
    private static final char CHANGE = '1';
    private static final int LONGEST_NUMBER = 99;
    private static final int LONGEST_TEXT = 400;
    private static final long MICROS = 1_000_000;
    private static final long NANOS_PER_MICRO = 1_000;

    /**
     * Checks the text, as one from outside.
     *
     * @throws IllegalArgumentException if it is no token's
     */
    public OrderToken {
        if (text.length() > LONGEST_TEXT || !startsAsToken(text) || !hasOnlyDotsLettersAndDigits(text)) {
            throw new IllegalArgumentException("order token: " + text.length()
                    + " characters that are no token (expected: 0 or 1, then numbers behind dots)");
        }
    }

    /**
     * A change at a position: its parts in the order of their weight, each a text with numbers, decimal or hexadecimal, that
     * anything but letters and digits may separate.
     *
     * @throws IllegalArgumentException if there is no number in them, or one or all of them are too long
     */
    public static OrderToken ofChange(List<String> position) {
        return of(CHANGE, position);
    }

    /**
     * A snapshot row at a position.
     *
     * @throws IllegalArgumentException as {@link #ofChange}
     */
    public static OrderToken ofSnapshot(List<String> position) {
        return of(SNAPSHOT, position);
    }

    /** As {@link #ofChange} or {@link #ofSnapshot} of a position from outside, which has a number, but may be too long. */
    static OrderToken read(boolean snapshot, List<String> position) throws InvalidChangeException {
        try {
            return of(snapshot ? SNAPSHOT : CHANGE, position);
        } catch (IllegalArgumentException e) {
            throw new InvalidChangeException(
                    Problem.INVALID_POSITION,
                    "a position that is too long (expected: numbers of at most " + LONGEST_NUMBER + " digits, and "
                            + LONGEST_TEXT + " characters in all)");
        }
    }

    /** A time as part of a position, in microseconds. */
    public static String part(Instant time) {
        return Long.toString(
                Math.addExact(Math.multiplyExact(time.getEpochSecond(), MICROS), time.getNano() / NANOS_PER_MICRO));
    }

    public boolean isSnapshot() {
        return text.charAt(0) == SNAPSHOT;
    }

    @Override
    public int compareTo(OrderToken other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }

    private static OrderToken of(char kind, List<String> position) {
        byte[] text = new byte[longest(position)];
        text[0] = (byte) kind;
        int length = 1;
        for (String part : position) {
            length = addNumbers(part, text, length);
        }
        return new OrderToken(new String(text, 0, length, ISO_8859_1));
    }

    /** A number of one digit takes most: four characters for that and what separates it from the next. */
    private static int longest(List<String> position) {
        int length = 1;
        for (String part : position) {
            length += 2 * (part.length() + 1);
        }
        return length;
    }

    private static int addNumbers(String part, byte[] text, int length) {
        int to = length;
        int at = 0;
        while (at < part.length()) {
            int end = at;
            while (end < part.length() && isLetterOrDigit(upper(part.charAt(end)))) {
                end++;
            }
            if (end > at) {
                to = addNumber(part, at, end, text, to);
            }
            at = end + 1;
        }
        return to;
    }

    private static int addNumber(String part, int from, int end, byte[] text, int length) {
        int start = from;
        while (start < end - 1 && part.charAt(start) == '0') {
            start++;
        }
        int digits = end - start;
        if (digits > LONGEST_NUMBER) {
            throw new IllegalArgumentException(
                    "position: a number of " + digits + " digits (expected: at most " + LONGEST_NUMBER + ")");
        }
        int to = length;
        text[to++] = '.';
        text[to++] = (byte) ('0' + digits / 10);
        text[to++] = (byte) ('0' + digits % 10);
        for (int i = start; i < end; i++) {
            text[to++] = (byte) upper(part.charAt(i));
        }
        return to;
    }

    private static boolean startsAsToken(String text) {
        return text.length() > 1 && (text.charAt(0) == SNAPSHOT || text.charAt(0) == CHANGE) && text.charAt(1) == '.';
    }

    private static boolean hasOnlyDotsLettersAndDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '.' && !isLetterOrDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static char upper(char c) {
        return c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    }
}
