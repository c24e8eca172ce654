package dev.tributary.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.local.demo.account.DemoEvent;
import dev.tributary.local.demo.account.EventKind;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A change of an item, in DynamoDB's JSON.
 *
 * @param kind what is done to it
 * @param keys what it is found by
 * @param before the item before, if there was one
 * @param after the item after, if there is one
 */
record Change(EventKind kind, JsonNode keys, Optional<JsonNode> before, Optional<JsonNode> after) {

    /** The change that a record of an event of Lambda's tells of. */
    static Change of(JsonNode record) {
        JsonNode change = record.path("dynamodb");
        return new Change(
                EventKind.valueOf(record.path("eventName").asText()),
                change.path("Keys"),
                change.optional("OldImage"),
                change.optional("NewImage"));
    }

    /** What is expected of its line, under the line's own names. */
    byte[] bytes() {
        ObjectNode line = JsonNodeFactory.instance.objectNode().put("eventName", kind.mark());
        line.set("keys", TypedItem.plain(keys));
        before.ifPresent(item -> line.set("oldImage", TypedItem.plain(item)));
        after.ifPresent(item -> line.set("newImage", TypedItem.plain(item)));
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    DemoEvent event() {
        return new DemoEvent(kind, TypedItem.plain(keys).toString(), bytes());
    }
}
