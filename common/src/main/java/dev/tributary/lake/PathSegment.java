package dev.tributary.lake;

import dev.tributary.aws.Sha256;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Any text as a part of an object's key that no other text has, and no reader of keys takes for anything else. */
final class PathSegment {

    /** Longest segment, in bytes. */
    static final int MAX_BYTES = 300;

    private static final String NOTHING = "~";
    private static final int DIGEST_BYTES = 16;
    private static final int ESCAPE_BYTES = 3;
    private static final HexFormat HEX = HexFormat.of();

    private PathSegment() {}

    /**
     * The segment of a text.
     *
     * @throws IllegalArgumentException if it holds half a surrogate pair, which no encoding of it could
     */
    static String of(String text) {
        byte[] bytes = utf8(text);
        return cut(encode(bytes), bytes);
    }

    /**
     * The segment of several texts, in this order, each encoded and a dot between them, so that no other texts have it.
     *
     * @throws IllegalArgumentException if one holds half a surrogate pair
     */
    static String joined(List<String> texts) {
        String encoded = texts.stream()
                .map(text -> encode(utf8(text)).replace(".", "%2E"))
                .map(PathSegment::orNothing)
                .collect(Collectors.joining("."));
        return cut(encoded, encoded.getBytes(StandardCharsets.US_ASCII));
    }

    private static String orNothing(String encoded) {
        return encoded.isEmpty() ? NOTHING : encoded;
    }

    /** The segment itself, or as much of it as fits, with the digest of the whole behind it. */
    private static String cut(String encoded, byte[] whole) {
        if (encoded.length() <= MAX_BYTES) {
            return orNothing(encoded);
        }
        String digest = HEX.formatHex(Sha256.of(whole), 0, DIGEST_BYTES);
        int end = MAX_BYTES - NOTHING.length() - digest.length();
        int escape = encoded.lastIndexOf('%', end - 1);
        boolean isWhole = escape < 0 || escape + ESCAPE_BYTES <= end;
        return encoded.substring(0, isWhole ? end : escape) + NOTHING + digest;
    }

    private static String encode(byte[] bytes) {
        StringBuilder encoded = new StringBuilder(bytes.length + ESCAPE_BYTES);
        for (byte b : bytes) {
            char c = (char) (b & 0xFF);
            if (isPlain(c, encoded.isEmpty())) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.withUpperCase().toHexDigits(b));
            }
        }
        return encoded.toString();
    }

    private static boolean isPlain(char c, boolean isFirst) {
        boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        return letterOrDigit || c == '-' || (!isFirst && (c == '_' || c == '.'));
    }

    private static byte[] utf8(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a name with half a surrogate pair (expected: text)", e);
        }
    }
}
