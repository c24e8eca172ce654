package dev.tributary.local.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The members of a request, or of a structure in it. A member of the wrong type is a SerializationException; one that is
 * missing or out of range a ValidationException. As in the service, unknown members are ignored, and null means absent.
 */
final class Request {

    private final WireFormat format;
    private final ObjectNode members;
    private final String path;

    Request(WireFormat format, ObjectNode members) {
        this(format, members, "");
    }

    private Request(WireFormat format, ObjectNode members, String path) {
        this.format = format;
        this.members = members;
        this.path = path;
    }

    /**
     * A member breaks a constraint of its shape.
     *
     * @param value as the service prints it
     */
    KinesisException broken(String name, String value, String constraint) {
        return KinesisException.constraint(value, pathOf(name), constraint);
    }

    private String pathOf(String name) {
        return path + Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    String string(String name) {
        return required(name, optionalString(name));
    }

    @Nullable
    String optionalString(String name) {
        JsonNode node = member(name, JsonNode::isTextual, "a string");
        return node == null ? null : node.textValue();
    }

    /** A string of at least one and at most {@code maxLength} characters. */
    String string(String name, int maxLength) {
        return checkLength(name, string(name), 1, maxLength);
    }

    int integer(String name, int min, int max) {
        return required(name, optionalInteger(name, min, max));
    }

    int integer(String name, int min, int max, int absent) {
        Integer value = optionalInteger(name, min, max);
        return value == null ? absent : value;
    }

    byte[] bytes(String name) {
        JsonNode node = required(name, member(name, n -> n.isTextual() || n.isBinary(), "a blob"));
        try {
            return node.binaryValue();
        } catch (IOException e) {
            throw KinesisException.serialization(name + ": not base64 (expected: a blob)");
        }
    }

    Instant instant(String name) {
        return format.instant(required(name, member(name, JsonNode::isNumber, "a timestamp")));
    }

    boolean has(String name) {
        return members.hasNonNull(name);
    }

    @Nullable
    BigInteger optionalHashKey(String name) {
        String text = optionalString(name);
        if (text == null) {
            return null;
        }
        if (!text.matches("0|[1-9]\\d{0,38}")) {
            throw broken(name, "'" + text + "'", "Member must satisfy regular expression pattern: 0|([1-9]\\d{0,38})");
        }
        BigInteger key = new BigInteger(text);
        if (key.compareTo(HashRange.KEYS) >= 0) {
            throw KinesisException.invalidArgument("%s: %s (expected: below 2^128)".formatted(name, text));
        }
        return key;
    }

    BigInteger hashKey(String name) {
        return required(name, optionalHashKey(name));
    }

    @Nullable
    Request optionalStructure(String name) {
        return member(name, JsonNode::isObject, "a structure") instanceof ObjectNode node
                ? new Request(format, node)
                : null;
    }

    List<Request> structures(String name, int min, int max) {
        List<Request> result = new ArrayList<>();
        for (JsonNode element : list(name, min, max)) {
            if (!(element instanceof ObjectNode structure)) {
                throw wrongType(name, "a list of structures");
            }
            result.add(new Request(format, structure, pathOf(name) + "." + (result.size() + 1) + ".member."));
        }
        return result;
    }

    List<String> strings(String name, int min, int max) {
        List<String> result = new ArrayList<>();
        for (JsonNode element : list(name, min, max)) {
            if (!element.isTextual()) {
                throw wrongType(name, "a list of strings");
            }
            result.add(element.textValue());
        }
        return result;
    }

    Map<String, String> tags(String name) {
        Map<String, String> result = new LinkedHashMap<>();
        required(name, member(name, JsonNode::isObject, "a map")).properties().forEach(entry -> {
            if (!entry.getValue().isTextual()) {
                throw wrongType(name, "a map of strings");
            }
            checkLength(name + " key", entry.getKey(), 1, 128);
            result.put(
                    entry.getKey(),
                    checkLength(name + " value", entry.getValue().textValue(), 0, 256));
        });
        return result;
    }

    private JsonNode list(String name, int min, int max) {
        JsonNode list = required(name, member(name, JsonNode::isArray, "a list"));
        if (list.size() < min) {
            throw broken(name, "'[]'", "Member must have length greater than or equal to " + min);
        }
        if (list.size() > max) {
            throw broken(name, "'[...]'", "Member must have length less than or equal to " + max);
        }
        return list;
    }

    private @Nullable Integer optionalInteger(String name, int min, int max) {
        JsonNode node = member(name, n -> n.isIntegralNumber() && n.canConvertToInt(), "an integer");
        return node == null ? null : checkRange(name, node.intValue(), min, max);
    }

    private @Nullable JsonNode member(String name, Predicate<JsonNode> type, String expected) {
        JsonNode node = members.get(name);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!type.test(node)) {
            throw wrongType(name, expected);
        }
        return node;
    }

    private KinesisException wrongType(String name, String expected) {
        return KinesisException.serialization(
                "%s: %s (expected: %s)".formatted(name, members.get(name).getNodeType(), expected));
    }

    private static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw KinesisException.validation(name + ": missing (expected: a value)");
        }
        return value;
    }

    private static int checkRange(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw KinesisException.validation("%s: %d (expected: %d-%d)".formatted(name, value, min, max));
        }
        return value;
    }

    private static String checkLength(String name, String value, int min, int max) {
        checkRange(name + " length", value.length(), min, max);
        return value;
    }
}
