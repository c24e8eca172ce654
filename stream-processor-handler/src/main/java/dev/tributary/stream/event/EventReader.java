package dev.tributary.stream.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.batch.RejectedRecordException;
import dev.tributary.json.Json;
import dev.tributary.record.SourceRecord;

/** Reads the events of one type from records of its stream, and refuses what is none. */
public final class EventReader {

    private static final String EVENT_ID = "event_id";
    private static final int LONGEST_EVENT_ID = 128;
    private static final int LONGEST_ENTITY = 1_024;

    private final String type;
    private final String entityField;
    private final EventSchema schema;
    private final int maxBytes;

    /**
     * A reader of one type's events.
     *
     * @param entityField the field that says what an event is about; empty if nothing does
     * @param maxBytes bytes that an event may have, without what the API wraps it in
     */
    public EventReader(String type, String entityField, EventSchema schema, int maxBytes) {
        this.type = type;
        this.entityField = entityField;
        this.schema = schema;
        this.maxBytes = maxBytes;
    }

    /**
     * Reads a record.
     *
     * @throws RejectedRecordException if it is no event of the type
     */
    public AcceptedEvent read(SourceRecord record) throws RejectedRecordException {
        // Before anything is read: no event within the bound is longer in the stream.
        check(record.payload().length, (long) maxBytes * Envelope.MOST_GROWTH + Envelope.MOST_BYTES);
        Envelope envelope = Envelope.read(record);
        check(envelope.text().length, maxBytes);
        ObjectNode body = envelope.body();
        schema.check(body);
        String identity = identity(body, record);
        String entity = entityField.isEmpty() ? identity : entity(body);
        return new AcceptedEvent(
                new Event(type, entity, identity, envelope.received(), record.id(), body),
                envelope.requestId(),
                envelope.text());
    }

    private void check(int bytes, long most) throws RejectedRecordException {
        if (bytes > most) {
            throw new RejectedRecordException(
                    "decode",
                    "OVERSIZED",
                    bytes + " bytes (expected: at most " + maxBytes + ", as MAX_EVENT_BYTES says)");
        }
    }

    private static String identity(ObjectNode body, SourceRecord record) throws RejectedRecordException {
        JsonNode id = body.path(EVENT_ID);
        if (id.isMissingNode() || id.isNull()) {
            return Event.STREAMS + record.id();
        }
        String expected = "a string of 1-" + LONGEST_EVENT_ID + " characters, or none";
        String text = text(id, EVENT_ID, expected);
        // Of Unicode, as in JSON Schema's maxLength.
        int characters = text.codePointCount(0, text.length());
        if (characters == 0 || characters > LONGEST_EVENT_ID) {
            throw invalid(EVENT_ID, characters + " characters", expected);
        }
        return Event.CLIENTS + text;
    }

    private String entity(ObjectNode body) throws RejectedRecordException {
        String expected = "a string of 1-" + LONGEST_ENTITY + " bytes";
        String text = text(body.path(entityField), entityField, expected);
        int bytes = text.getBytes(UTF_8).length;
        if (bytes == 0 || bytes > LONGEST_ENTITY) {
            throw invalid(entityField, bytes + " bytes", expected);
        }
        return text;
    }

    private static String text(JsonNode value, String field, String expected) throws RejectedRecordException {
        if (!value.isTextual()) {
            throw invalid(field, value.isMissingNode() ? "missing" : "a JSON " + Json.typeName(value), expected);
        }
        return value.textValue();
    }

    private static RejectedRecordException invalid(String field, String found, String expected) {
        return new RejectedRecordException(
                "validate", "INVALID_KEY", "/" + field + ": " + found + " (expected: " + expected + ")");
    }
}
