package dev.tributary.change;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A change's place among the changes of its table, as a text that sorts: of two tokens of one source, the greater text is the
 * later change. Rows of a snapshot come before all changes, since their time does not tell which changes they hold already.
 *
 * <p>The text is {@code 0} for a snapshot row or {@code 1} for a change, and then each number of the source's position behind a
 * dot: two digits for its length, and its digits, decimal or hexadecimal, without leading zeros.
 */
public record OrderToken(String text) implements Comparable<OrderToken> {

    private static final String SNAPSHOT = "0";
    private static final String CHANGE = "1";
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
        boolean valid = text.length() > 1
                && text.length() <= LONGEST_TEXT
                && (text.startsWith(SNAPSHOT + ".") || text.startsWith(CHANGE + "."))
                && text.chars().allMatch(c -> c == '.' || isLetterOrDigit((char) c));
        if (!valid) {
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

    /** A time as part of a position, in microseconds. */
    public static String part(Instant time) {
        return Long.toString(
                Math.addExact(Math.multiplyExact(time.getEpochSecond(), MICROS), time.getNano() / NANOS_PER_MICRO));
    }

    public boolean isSnapshot() {
        return text.startsWith(SNAPSHOT);
    }

    @Override
    public int compareTo(OrderToken other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }

    private static OrderToken of(String kind, List<String> position) {
        StringBuilder text = new StringBuilder(kind);
        for (String part : position) {
            addNumbers(part.toUpperCase(Locale.ROOT), text);
        }
        return new OrderToken(text.toString());
    }

    private static void addNumbers(String part, StringBuilder text) {
        int at = 0;
        while (at < part.length()) {
            if (!isLetterOrDigit(part.charAt(at))) {
                at++;
                continue;
            }
            int start = at;
            while (at < part.length() && isLetterOrDigit(part.charAt(at))) {
                at++;
            }
            while (start < at - 1 && part.charAt(start) == '0') {
                start++;
            }
            int length = at - start;
            if (length > LONGEST_NUMBER) {
                throw new IllegalArgumentException(
                        "position: a number of " + length + " digits (expected: at most " + LONGEST_NUMBER + ")");
            }
            text.append('.').append((char) ('0' + length / 10)).append((char) ('0' + length % 10));
            text.append(part, start, at);
        }
    }

    private static boolean hasOnlyDotsAndDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '.' && !isLetterOrDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    }
}
