package dev.tributary.stream.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import dev.tributary.json.Json;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says what of an event its schema does not accept: where, what is there, and what the schema wants. Numbers and truth values
 * are quoted; texts are not, nor are names that the schema does not know, since either may tell of a person.
 */
final class Violations {

    private static final int MOST_TOLD = 3;
    private static final int LONGEST_EXPECTATION = 200;

    private final Set<String> names = new HashSet<>();

    /** What is wrong by this schema. */
    Violations(JsonNode schema) {
        gatherNames(schema);
    }

    /** The first of them, in the order of their places, and how many more there are. */
    String describe(List<Error> errors) {
        Set<String> all = errors.stream()
                .sorted(Comparator.comparing(Violations::place).thenComparing(Error::getKeyword))
                .map(this::describe)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        String told = all.stream().limit(MOST_TOLD).collect(Collectors.joining("; "));
        return all.size() > MOST_TOLD ? told + "; and " + (all.size() - MOST_TOLD) + " more" : told;
    }

    private String describe(Error error) {
        String keyword = error.getKeyword();
        if (keyword.equals("required") || keyword.equals("dependentRequired")) {
            return pointer(error) + "/" + known(String.valueOf(error.getProperty())) + ": missing (expected: a value)";
        }
        String pointer = pointer(error);
        return (pointer.isEmpty() ? "event" : pointer) + ": " + found(error.getInstanceNode()) + " (expected: "
                + expected(keyword, error.getSchemaNode()) + ")";
    }

    private static String found(@Nullable JsonNode value) {
        if (value == null) {
            return "a value";
        }
        if (value.isNumber() || value.isBoolean() || value.isNull()) {
            return value.toString();
        }
        if (value.isTextual()) {
            int characters = value.textValue().length();
            return "a string of " + characters + (characters == 1 ? " character" : " characters");
        }
        return "a JSON " + Json.typeName(value);
    }

    private static String expected(String keyword, @Nullable JsonNode wanted) {
        if (wanted == null || wanted.isObject() || wanted.toString().length() > LONGEST_EXPECTATION) {
            return keyword + " as its schema says";
        }
        return keyword + " " + (wanted.isTextual() ? wanted.textValue() : wanted.toString());
    }

    private String pointer(Error error) {
        NodePath path = error.getInstanceLocation();
        StringBuilder pointer = new StringBuilder();
        for (int i = 0; i < path.getNameCount(); i++) {
            pointer.append('/').append(path.getElement(i) instanceof Integer index ? index : known(path.getName(i)));
        }
        return pointer.toString();
    }

    private String known(String name) {
        return names.contains(name) ? name : "*";
    }

    private static String place(Error error) {
        return String.valueOf(error.getInstanceLocation());
    }

    /** Names of fields, wherever the schema says something of them. */
    private void gatherNames(JsonNode schema) {
        if (schema.path("properties") instanceof ObjectNode properties) {
            properties.fieldNames().forEachRemaining(names::add);
        }
        gatherTexts(schema.path("required"));
        for (Map.Entry<String, JsonNode> member : schema.properties()) {
            gatherNames(member.getValue());
        }
        if (schema.isArray()) {
            schema.forEach(this::gatherNames);
        }
    }

    private void gatherTexts(JsonNode list) {
        for (JsonNode name : list) {
            if (name.isTextual()) {
                names.add(name.textValue());
            }
        }
    }
}
