package dev.tributary.local.kinesis;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** What a client carries from one call to the next: a few words, opaque to it, with the time they were handed out. */
record Token(Instant issued, List<String> words) {

    private static final String SEPARATOR = "\n";

    String encode() {
        String text = issued.toEpochMilli() + SEPARATOR + String.join(SEPARATOR, words);
        return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Fails with an InvalidArgumentException that names the member, when the server handed out no such token. */
    static Token decode(String member, String text, int words) {
        try {
            String decoded = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            List<String> parts = Arrays.asList(decoded.split(SEPARATOR, -1));
            if (parts.size() == words + 1) {
                return new Token(Instant.ofEpochMilli(Long.parseLong(parts.get(0))), parts.subList(1, parts.size()));
            }
        } catch (IllegalArgumentException e) {
            // Not base64 or not a number; answered as what has too few words is.
        }
        throw KinesisException.invalidArgument("%s: %s (expected: one from this server)".formatted(member, text));
    }

    boolean isExpired(Instant now) {
        return issued.plus(Limits.TOKEN_LIFETIME).isBefore(now);
    }
}
