package dev.tributary.local.demo.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.demo.account.ExactJson;
import dev.tributary.local.demo.account.Position;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A record that a stream of events took.
 *
 * @param envelope what the API wrapped the event in, or empty for a bare event
 * @param body the event's text
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Taken(Position position, String partitionKey, byte[] data, Optional<JsonNode> envelope, String body) {

    static Taken of(Position position, String partitionKey, byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        Optional<JsonNode> envelope = envelope(text);
        String body = envelope.map(wrapped -> wrapped.path("body"))
                .map(node -> node.isTextual() ? node.textValue() : node.toString())
                .orElse(text);
        return new Taken(position, partitionKey, data, envelope, body);
    }

    private static Optional<JsonNode> envelope(String text) {
        try {
            return Optional.of(ExactJson.parse(text)).filter(node -> node.has("requestId") && node.has("body"));
        } catch (UncheckedIOException notJson) {
            return Optional.empty();
        }
    }

    /** What it holds, however it is written. */
    String content() {
        return Content.of(body);
    }

    /** The event; empty if its text is not JSON. */
    Optional<JsonNode> event() {
        try {
            return Optional.of(ExactJson.parse(body));
        } catch (UncheckedIOException notJson) {
            return Optional.empty();
        }
    }
}
