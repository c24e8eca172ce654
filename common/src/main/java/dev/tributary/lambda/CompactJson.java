package dev.tributary.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Valid JSON without the white space between its tokens, and otherwise as it was written. */
final class CompactJson {

    private CompactJson() {}

    static String of(byte[] json, int from, int to) {
        byte[] compact = new byte[to - from];
        int length = 0;
        boolean inString = false;
        for (int i = from; i < to; i++) {
            byte c = json[i];
            if (inString && c == '\\') {
                // An escape's second character may be a quotation mark.
                compact[length++] = c;
                i++;
            } else if (c == '"') {
                inString = !inString;
            } else if (!inString && isSpace(c)) {
                continue;
            }
            compact[length++] = json[i];
        }
        return new String(compact, 0, length, UTF_8);
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }
}
