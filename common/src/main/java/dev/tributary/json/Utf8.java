package dev.tributary.json;

import dev.tributary.json.InvalidJsonException.Problem;

/** What Jackson lets pass of bytes that are not UTF-8 after RFC 3629, and of escapes that UTF-8 could not hold. */
final class Utf8 {

    private static final int BYTE_ORDER_MARK_BYTES = 3;
    private static final int ESCAPE_BYTES = 6;

    private static final long BACKSLASHES = EightBytes.of('\\');

    private Utf8() {}

    /**
     * Refuses JSON that is not UTF-8, or whose text could not be written as UTF-8. Jackson would read overlong forms, and what
     * lies beyond Unicode, as some other text, and would take half a surrogate pair for a character.
     *
     * @param from where the JSON begins in the array
     * @return where the text begins: behind the byte order mark, which RFC 8259 lets a reader ignore
     */
    static int check(byte[] json, int from, int length) throws InvalidJsonException {
        int to = from + length;
        long beyondAscii = 0;
        long backslash = 0;
        int at = from;
        // Eight at once and without branches, since every byte of every event passes here.
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long bytes = EightBytes.at(json, at);
            beyondAscii |= bytes;
            backslash |= EightBytes.firstZero(bytes ^ BACKSLASHES);
        }
        for (; at < to; at++) {
            beyondAscii |= json[at];
            backslash |= json[at] == '\\' ? EightBytes.HIGHEST_BITS : 0;
        }
        if ((backslash & EightBytes.HIGHEST_BITS) != 0) {
            checkEscapes(json, from, to);
        }
        return (beyondAscii & EightBytes.HIGHEST_BITS) == 0 ? from : checkBytes(json, from, to);
    }

    /** Where the text begins: behind the byte order mark. */
    static int startOf(byte[] json) {
        return startOf(json, 0, json.length);
    }

    private static int startOf(byte[] json, int from, int to) {
        boolean marked = to - from >= BYTE_ORDER_MARK_BYTES
                && json[from] == (byte) 0xEF
                && json[from + 1] == (byte) 0xBB
                && json[from + 2] == (byte) 0xBF;
        return marked ? from + BYTE_ORDER_MARK_BYTES : from;
    }

    private static int checkBytes(byte[] json, int from, int to) throws InvalidJsonException {
        int at = from;
        while (at < to) {
            if (at <= to - Long.BYTES && (EightBytes.at(json, at) & EightBytes.HIGHEST_BITS) == 0) {
                at += Long.BYTES;
                continue;
            }
            int length = json[at] >= 0 ? 1 : sequence(json, at, to);
            if (length == 0) {
                throw new InvalidJsonException(
                        Problem.INVALID_UTF8,
                        "bytes that are not UTF-8 after byte " + (at - from) + " (expected: JSON in UTF-8)");
            }
            at += length;
        }
        return startOf(json, from, to);
    }

    /**
     * How many bytes the character beyond ASCII has that begins here, by the table of RFC 3629; 0 if none begins. By hand, since
     * the JDK's decoder would make a text of all of it only to throw it away.
     */
    private static int sequence(byte[] json, int at, int to) {
        int first = json[at] & 0xFF;
        if (first >= 0xC2 && first <= 0xDF) {
            return isTail(json, at + 1, to) ? 2 : 0;
        }
        if (first >= 0xE0 && first <= 0xEF) {
            // Neither overlong forms nor surrogates.
            int lowest = first == 0xE0 ? 0xA0 : 0x80;
            int highest = first == 0xED ? 0x9F : 0xBF;
            return isWithin(json, at + 1, to, lowest, highest) && isTail(json, at + 2, to) ? 3 : 0;
        }
        if (first >= 0xF0 && first <= 0xF4) {
            // Neither overlong forms nor what lies beyond Unicode.
            int lowest = first == 0xF0 ? 0x90 : 0x80;
            int highest = first == 0xF4 ? 0x8F : 0xBF;
            return isWithin(json, at + 1, to, lowest, highest) && isTail(json, at + 2, to) && isTail(json, at + 3, to)
                    ? 4
                    : 0;
        }
        return 0;
    }

    private static boolean isTail(byte[] json, int at, int to) {
        return isWithin(json, at, to, 0x80, 0xBF);
    }

    private static boolean isWithin(byte[] json, int at, int to, int lowest, int highest) {
        return at < to && (json[at] & 0xFF) >= lowest && (json[at] & 0xFF) <= highest;
    }

    private static void checkEscapes(byte[] json, int from, int to) throws InvalidJsonException {
        int i = from;
        while (i < to) {
            if (json[i] != '\\') {
                i++;
            } else if (isSurrogate(json, i, to, "89ABab")) {
                if (!isSurrogate(json, i + ESCAPE_BYTES, to, "CDEFcdef")) {
                    throw half(i - from);
                }
                i += 2 * ESCAPE_BYTES;
            } else if (isSurrogate(json, i, to, "CDEFcdef")) {
                throw half(i - from);
            } else {
                // A backslash and what it escapes go together, so that an escaped backslash begins nothing.
                i += 2;
            }
        }
    }

    /** Whether an escape of a surrogate begins here: {@code u}, a {@code D}, and one of these digits. */
    private static boolean isSurrogate(byte[] json, int at, int to, String secondDigits) {
        return at + ESCAPE_BYTES <= to
                && json[at] == '\\'
                && json[at + 1] == 'u'
                && (json[at + 2] == 'D' || json[at + 2] == 'd')
                && secondDigits.indexOf(json[at + 3]) >= 0;
    }

    private static InvalidJsonException half(int at) {
        return new InvalidJsonException(
                Problem.INVALID_TEXT,
                "half a surrogate pair at byte " + at + " (expected: characters that UTF-8 can hold)");
    }
}
