package dev.tributary.local.demo.change;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A dead letter of a piece of an object.
 *
 * @param id the same if it was sent again
 * @param object the URI of the object
 * @param offset where in the content the piece begins
 * @param length bytes that the piece has
 * @param payload those that the letter keeps
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Letter(String id, String object, int offset, int length, byte[] payload) {

    /** From the message, and the payload that it holds or refers to. */
    public static Letter of(JsonNode message, byte[] payload) {
        JsonNode source = message.path("source");
        return new Letter(
                message.path("id").asText(),
                "s3://" + source.path("bucket").asText() + "/"
                        + source.path("key").asText(),
                source.path("offset").asInt(-1),
                source.path("length").asInt(-1),
                payload);
    }

    @Override
    public String toString() {
        return "dead letter of " + length + " bytes at " + offset + " of " + object;
    }
}
