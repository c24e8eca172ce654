package dev.tributary.quality;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What is wrong with settings and contracts: the place, the value, and what was expected. */
final class Problems {

    private final List<String> found;

    Problems(List<String> found) {
        this.found = found;
    }

    void add(String at, JsonNode value, String expected) {
        add(at, value.isMissingNode() ? "missing" : Json.writeAscii(value), expected);
    }

    void add(String at, String value, String expected) {
        found.add(at + ": " + value + " (expected: " + expected + ")");
    }

    boolean isObject(String at, JsonNode node, String expected) {
        if (!node.isObject()) {
            add(at, node, expected);
        }
        return node.isObject();
    }

    /** Finds the members of an object that nobody reads. */
    void checkNames(String at, JsonNode object, Set<String> known) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                found.add(at + "." + name + ": unknown (expected: one of "
                        + String.join(", ", known.stream().sorted().toList()) + ")");
            }
        });
    }

    boolean flag(String at, JsonNode node, boolean otherwise) {
        if (!node.isMissingNode() && !node.isBoolean()) {
            add(at, node, "true or false");
        }
        return node.asBoolean(otherwise);
    }

    /** A string that may be left out, and is empty then. */
    String text(String at, JsonNode node) {
        if (!node.isMissingNode() && !node.isTextual()) {
            add(at, node, "a string");
        }
        return node.asText("");
    }

    List<String> texts(String at, JsonNode node, List<String> otherwise, String expected) {
        if (node.isMissingNode()) {
            return otherwise;
        }
        if (!node.isArray()) {
            add(at, node, expected);
            return otherwise;
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            if (node.get(i).isTextual()) {
                texts.add(node.get(i).textValue());
            } else {
                add(at + "[" + i + "]", node.get(i), "a string");
            }
        }
        return texts;
    }
}
