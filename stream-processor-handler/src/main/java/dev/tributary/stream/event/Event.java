package dev.tributary.stream.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.record.RecordId;
import java.time.Instant;

/**
 * An event that its type's schema accepts.
 *
 * @param type such as {@code orders}
 * @param entity what it is about, such as an order's id; of a type without entities its identity
 * @param identity what makes another event a repeat of this one, besides type and entity: {@code event#} and the client's
 *     event id, or else {@code record#} and the record's id; also the sort key of its entry
 * @param received when the API took it, or else the stream
 * @param record the stream's record that it came in
 * @param body the client's own JSON
 */
public record Event(String type, String entity, String identity, Instant received, RecordId record, ObjectNode body) {

    /** What an identity begins with that the client gave. */
    public static final String CLIENTS = "event#";

    /** What an identity begins with that the stream gave. */
    public static final String STREAMS = "record#";
}
