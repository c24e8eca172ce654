package dev.tributary.json;

import dev.tributary.json.InvalidJsonException.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What Jackson lets pass of bytes that are not UTF-8 after RFC 3629, and of text that UTF-8 cannot hold. */
final class Utf8 {

    private Utf8() {}

    /**
     * Refuses what is not UTF-8. Jackson would read overlong forms, and what lies beyond Unicode, as some other text.
     *
     * @return where the text begins: behind the byte order mark, which RFC 8259 lets a reader ignore
     */
    static int check(byte[] bytes) throws InvalidJsonException {
        int bits = 0;
        for (byte b : bytes) {
            bits |= b;
        }
        if (bits >= 0) {
            // ASCII, as most events are.
            return 0;
        }
        ByteBuffer input = ByteBuffer.wrap(bytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(input).charAt(0) == '\uFEFF' ? 3 : 0;
        } catch (CharacterCodingException e) {
            throw new InvalidJsonException(
                    Problem.INVALID_UTF8,
                    "bytes that are not UTF-8 after byte " + input.position() + " (expected: JSON in UTF-8)");
        }
    }

    /** Whether JSON of Jackson's holds half a surrogate pair: it writes pairs as characters, and escapes a half. */
    static boolean holdsEscapedSurrogate(byte[] json) {
        // A backslash and what it escapes go together, so that an escaped backslash begins nothing.
        for (int i = 0; i < json.length; i += json[i] == '\\' ? 2 : 1) {
            if (json[i] == '\\' && json[i + 1] == 'u' && json[i + 2] == 'D' && json[i + 3] >= '8') {
                return true;
            }
        }
        return false;
    }
}
