package dev.tributary.stream.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import dev.tributary.json.Json;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Says what of an event its schema does not accept: where, what is there, and what the schema wants. A number that is out of
 * bounds is quoted; nothing else is, nor are names that the schema does not know, since they may tell of a person.
 */
final class Violations {

    private static final int MOST_TOLD = 3;
    private static final int LONGEST_EXPECTATION = 200;
    private static final String REQUIRED = "required";
    private static final String DEPENDENT = "dependentRequired";
    private static final Set<String> OF_NUMBERS =
            Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf");

    private final Set<String> names = new HashSet<>();

    /** What is wrong by this schema. */
    Violations(JsonNode schema) {
        gatherNames(schema);
    }

    /** The first of them, one a place, in the order of their places; and how many more there are. */
    String describe(List<Error> errors) {
        Map<String, Error> byPlace = new TreeMap<>();
        errors.forEach(error -> byPlace.merge(place(error), error, Violations::plainer));
        String told = byPlace.entrySet().stream()
                .limit(MOST_TOLD)
                .map(one -> (one.getKey().isEmpty() ? "event" : one.getKey()) + ": " + describe(one.getValue()))
                .collect(Collectors.joining("; "));
        return byPlace.size() > MOST_TOLD ? told + "; and " + (byPlace.size() - MOST_TOLD) + " more" : told;
    }

    /** What is missing is told of where it should be. */
    private String place(Error error) {
        return isMissing(error) ? pointer(error) + "/" + known(missing(error)) : pointer(error);
    }

    private static boolean isMissing(Error error) {
        return error.getKeyword().equals(REQUIRED) || error.getKeyword().equals(DEPENDENT);
    }

    private static String missing(Error error) {
        // Of dependent fields, the property is the one that is there.
        return String.valueOf(error.getKeyword().equals(DEPENDENT) ? error.getArguments()[0] : error.getProperty());
    }

    /** Of two errors in one place the one that says more to a person. */
    private static Error plainer(Error one, Error other) {
        return Comparator.comparing(Violations::rank)
                                .thenComparing(Error::getKeyword)
                                .compare(one, other)
                        <= 0
                ? one
                : other;
    }

    /** A type comes last: besides another error, it is that of an alternative. */
    private static int rank(Error error) {
        return switch (error.getKeyword()) {
            case "enum", "format" -> 0;
            case "type" -> 2;
            default -> 1;
        };
    }

    private static String describe(Error error) {
        if (isMissing(error)) {
            return "missing (expected: a value)";
        }
        return found(error) + " (expected: " + expected(error.getKeyword(), error.getSchemaNode()) + ")";
    }

    private static String found(Error error) {
        JsonNode value = error.getInstanceNode();
        if (value == null) {
            return "a value";
        }
        // A number where a text is expected may be anybody's.
        if (value.isNumber() && (OF_NUMBERS.contains(error.getKeyword()) || isOfIntegers(error))) {
            return value.toString();
        }
        if (value.isTextual()) {
            return count(value.textValue().codePointCount(0, value.textValue().length()), "character", "a string of ");
        }
        return value.isArray() ? count(value.size(), "element", "an array of ") : "a JSON " + Json.typeName(value);
    }

    private static boolean isOfIntegers(Error error) {
        return error.getSchemaNode() != null && error.getSchemaNode().asText().equals("integer");
    }

    private static String expected(String keyword, @Nullable JsonNode wanted) {
        if (wanted == null || wanted.isObject() || wanted.toString().length() > LONGEST_EXPECTATION) {
            return "what its schema says by " + keyword;
        }
        String text = wanted.isTextual() ? wanted.textValue() : wanted.toString();
        return switch (keyword) {
            case "type" -> listed(wanted, " or ");
            case "enum" -> "one of " + listed(wanted, ", ");
            case "format" -> "a " + text;
            case "pattern" -> "text that matches " + text;
            case "minimum" -> "at least " + text;
            case "maximum" -> "at most " + text;
            case "exclusiveMinimum" -> "above " + text;
            case "exclusiveMaximum" -> "below " + text;
            case "multipleOf" -> "a multiple of " + text;
            case "minLength" -> count(wanted.asInt(), "character", "at least ");
            case "maxLength" -> count(wanted.asInt(), "character", "at most ");
            case "minItems" -> count(wanted.asInt(), "element", "at least ");
            case "maxItems" -> count(wanted.asInt(), "element", "at most ");
            default -> keyword + " " + text;
        };
    }

    private static String listed(JsonNode wanted, String separator) {
        return StreamSupport.stream((wanted.isArray() ? wanted : List.of(wanted)).spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(separator));
    }

    private static String count(int number, String what, String before) {
        return before + number + " " + what + (number == 1 ? "" : "s");
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
