package dev.tributary.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is wrong with a document that people write, such as a table's contract: all of it, each with the place, the value and what
 * was expected, so that one look at it mends all.
 */
public final class Problems {

    private final List<String> found;

    /** Adds to a list that somebody else reads. */
    public Problems(List<String> found) {
        this.found = found;
    }

    /** Adds a value that is not what was expected; one that is not there is called missing. */
    public void add(String at, JsonNode value, String expected) {
        add(at, value.isMissingNode() ? "missing" : Json.writeAscii(value), expected);
    }

    /** Adds what is told in other words than JSON's. */
    public void add(String at, String value, String expected) {
        found.add(at + ": " + value + " (expected: " + expected + ")");
    }

    /** Whether a value is an object; it is a problem if not. */
    public boolean isObject(String at, JsonNode node, String expected) {
        if (!node.isObject()) {
            add(at, node, expected);
        }
        return node.isObject();
    }

    /** Finds the members of an object that nobody reads. */
    public void checkNames(String at, JsonNode object, Set<String> known) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                found.add(at + "." + name + ": unknown (expected: one of "
                        + String.join(", ", known.stream().sorted().toList()) + ")");
            }
        });
    }

    /** True or false, or what is meant where it is left out. */
    public boolean flag(String at, JsonNode node, boolean otherwise) {
        if (!node.isMissingNode() && !node.isBoolean()) {
            add(at, node, "true or false");
        }
        return node.asBoolean(otherwise);
    }

    /** A string that may be left out, and is empty then. */
    public String text(String at, JsonNode node) {
        if (!node.isMissingNode() && !node.isTextual()) {
            add(at, node, "a string");
        }
        return node.asText("");
    }

    /** An array of strings, or what is meant where it is left out. */
    public List<String> texts(String at, JsonNode node, List<String> otherwise, String expected) {
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
