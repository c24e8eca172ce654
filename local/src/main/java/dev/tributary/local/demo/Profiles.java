package dev.tributary.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.local.template.Template;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The profiles that the template's sample data holds, read from the template alone and not from the table. */
final class Profiles {

    private static final String KEY = "user_id";

    private final Map<String, JsonNode> byUser = new HashMap<>();

    /** Profiles as items, each with the key of its user. */
    Profiles(Iterable<JsonNode> items) {
        for (JsonNode item : items) {
            ObjectNode profile = item.deepCopy();
            byUser.put(profile.remove(KEY).asText(), profile);
        }
    }

    static Profiles of(Template template) {
        JsonNode items = template.resources().stream()
                .filter(resource -> resource.type().equals("Custom::SampleData"))
                .map(resource -> resource.properties())
                .filter(properties -> properties.path("Key").asText().equals(KEY))
                .findFirst()
                .map(properties -> properties.path("Items"))
                .orElseThrow(() -> new IllegalStateException("the template has no Custom::SampleData by " + KEY));
        List<JsonNode> plain = new ArrayList<>();
        items.forEach(item -> {
            ObjectNode one = JsonNodeFactory.instance.objectNode();
            item.properties()
                    .forEach(field -> one.set(field.getKey(), field.getValue().path("S")));
            plain.add(one);
        });
        return new Profiles(plain);
    }

    /** What must be joined to this event: its user's profile without the key, or a missing node. */
    JsonNode of(JsonNode event) {
        return byUser.getOrDefault(event.path(KEY).asText(), MissingNode.getInstance());
    }
}
