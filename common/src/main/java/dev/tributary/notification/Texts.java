package dev.tributary.notification;

import java.util.function.IntPredicate;

/** Keeps texts made of data within what SNS, and the queues behind it, take. */
final class Texts {

    private static final int REPLACEMENT = 0xFFFD;

    private Texts() {}

    /** The text on one line, without control characters. */
    static String oneLine(String text) {
        return replace(text, Texts::isOfALine, ' ').strip();
    }

    /** The text without characters that a message may not hold: SQS takes those of XML 1.0 alone. */
    static String allowed(String text) {
        return replace(text, Texts::isAllowed, REPLACEMENT);
    }

    /** The longest beginning of at most so many bytes in UTF-8. */
    static String cut(String text, int maxBytes) {
        if (text.length() <= maxBytes / 3) {
            return text;
        }
        int bytes = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            bytes += bytes(c);
            if (bytes > maxBytes) {
                return text.substring(0, i);
            }
            i += Character.charCount(c);
        }
        return text;
    }

    /** At most so many UTF-16 code units, none of them half a character. */
    static String firstCharacters(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    /** Bytes of the text in UTF-8. */
    static int bytes(String text) {
        return text.codePoints().map(Texts::bytes).sum();
    }

    private static int bytes(int c) {
        if (c < 0x80) {
            return 1;
        }
        if (c < 0x800) {
            return 2;
        }
        return c < 0x10000 ? 3 : 4;
    }

    private static String replace(String text, IntPredicate kept, int otherwise) {
        if (text.codePoints().allMatch(kept)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(kept.test(c) ? c : otherwise));
        return clean.toString();
    }

    private static boolean isOfALine(int c) {
        int type = Character.getType(c);
        return isAllowed(c)
                && type != Character.CONTROL
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }

    private static boolean isAllowed(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c < Character.MIN_SURROGATE)
                || (c > Character.MAX_SURROGATE && c <= 0xFFFD)
                || c >= Character.MIN_SUPPLEMENTARY_CODE_POINT;
    }
}
