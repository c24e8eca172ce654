package dev.tributary.stream.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.batch.RejectedRecordException;
import dev.tributary.json.InvalidJsonException;
import dev.tributary.json.Json;
import dev.tributary.record.SourceRecord;
import java.time.Instant;
import java.util.Optional;

/**
 * What a record of the stream holds: the API's {@code {requestId, receivedAt, body}}, or the bare event of a producer that
 * writes into the stream itself. An object of exactly these three fields is the API's.
 *
 * @param requestId the API's id of the request; empty of a bare event
 * @param received when the API took the event, or else the stream
 * @param body the client's own JSON
 * @param text the same as the client wrote it; of an object within the envelope, as it stands there
 */
record Envelope(Optional<String> requestId, Instant received, ObjectNode body, byte[] text) {

    /** How many times longer JSON can become as a string of JSON: text outside ASCII is written as escapes. */
    static final int MOST_GROWTH = 3;

    /** Bytes that the API's fields take, at most. */
    static final int MOST_BYTES = 1_024;

    private static final String REQUEST_ID = "requestId";
    private static final String RECEIVED_AT = "receivedAt";
    private static final String BODY = "body";

    /** The last millisecond that has a year of four digits. */
    private static final long LATEST = 253_402_300_799_999L;

    /**
     * Reads a record.
     *
     * @throws RejectedRecordException if it is no JSON object, or like the API's and none of its
     */
    static Envelope read(SourceRecord record) throws RejectedRecordException {
        ObjectNode json = object(record.payload(), "");
        if (json.size() != 3 || !json.has(REQUEST_ID) || !json.has(RECEIVED_AT) || !json.has(BODY)) {
            return new Envelope(Optional.empty(), record.arrivalTime(), json, record.payload());
        }
        JsonNode id = json.path(REQUEST_ID);
        if (!id.isTextual() || id.textValue().isEmpty()) {
            throw bad(REQUEST_ID, "a JSON " + Json.typeName(id), "a string that is not empty");
        }
        Optional<String> requestId = Optional.of(id.textValue());
        Instant received = received(json.path(RECEIVED_AT));
        JsonNode body = json.path(BODY);
        if (body instanceof ObjectNode object) {
            return new Envelope(requestId, received, object, Json.write(object));
        }
        if (!body.isTextual()) {
            throw bad(BODY, "a JSON " + Json.typeName(body), "an object, or a string that is the JSON of one");
        }
        byte[] text = body.textValue().getBytes(UTF_8);
        return new Envelope(requestId, received, object(text, BODY + ": "), text);
    }

    private static Instant received(JsonNode time) throws RejectedRecordException {
        if (!time.isIntegralNumber() || !time.canConvertToLong() || time.longValue() < 0 || time.longValue() > LATEST) {
            throw bad(
                    RECEIVED_AT,
                    time.isNumber() ? time.asText() : "a JSON " + Json.typeName(time),
                    "milliseconds since 1970, 0-" + LATEST);
        }
        return Instant.ofEpochMilli(time.longValue());
    }

    private static ObjectNode object(byte[] json, String where) throws RejectedRecordException {
        try {
            return Json.readObject(json);
        } catch (InvalidJsonException e) {
            throw new RejectedRecordException("decode", e.problem().name(), where + e.getMessage());
        }
    }

    private static RejectedRecordException bad(String field, String found, String expected) {
        return new RejectedRecordException(
                "decode", "BAD_ENVELOPE", "/" + field + ": " + found + " (expected: " + expected + ")");
    }
}
