package dev.tributary.local.demo.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.local.demo.account.ExactJson;
import dev.tributary.local.demo.account.Position;

/** Records of a stream, as the API and direct producers write them. */
final class Records {

    static final long RECEIVED_AT = 1_767_600_000_123L;

    private Records() {}

    static Position at(int sequence) {
        return new Position("stream", "shardId-000000000000", Integer.toString(sequence), 0);
    }

    static ClientEvent event(String entity, String text) {
        return new ClientEvent(entity, text, true, false);
    }

    /** A record that holds an event as text in the API's envelope. */
    static Taken wrapped(int sequence, ClientEvent event) {
        return taken(sequence, event, envelope().put("body", event.text()));
    }

    /** A record that holds an event as an object in the API's envelope. */
    static Taken wrappedObject(int sequence, ClientEvent event) {
        return taken(sequence, event, envelope().set("body", ExactJson.parse(event.text())));
    }

    static Taken bare(int sequence, ClientEvent event) {
        return Taken.of(at(sequence), event.entity(), event.text().getBytes(UTF_8));
    }

    private static ObjectNode envelope() {
        return JsonNodeFactory.instance.objectNode().put("requestId", "r-1").put("receivedAt", RECEIVED_AT);
    }

    private static Taken taken(int sequence, ClientEvent event, ObjectNode envelope) {
        return Taken.of(at(sequence), event.entity(), envelope.toString().getBytes(UTF_8));
    }
}
