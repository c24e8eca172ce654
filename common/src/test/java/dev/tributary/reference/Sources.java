package dev.tributary.reference;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.json.Json;
import java.time.Duration;
import java.util.List;

/** Reference sources, and JSON for them. Single quotes stand for double ones. */
final class Sources {

    static final Duration TIME_TO_LIVE = Duration.ofMinutes(5);

    private Sources() {}

    /** A source of users by their text id, all attributes, into {@code user}. */
    static ReferenceSource users() {
        return users(List.of(), "user");
    }

    static ReferenceSource users(List<String> attributes, String into) {
        return source("user", "users", KeyType.S, attributes, into, TIME_TO_LIVE);
    }

    static ReferenceSource source(
            String name, String table, KeyType type, List<String> attributes, String into, Duration timeToLive) {
        return new ReferenceSource(name, table, List.of(key("id", type)), attributes, into, false, timeToLive);
    }

    static KeyAttribute key(String name, KeyType type) {
        return new KeyAttribute(name, type, JsonPointer.compile("/" + name));
    }

    static JsonNode json(String text) {
        try {
            return Json.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    static ObjectNode object(String text) {
        return (ObjectNode) json(text);
    }
}
