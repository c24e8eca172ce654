package dev.tributary.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.change.InvalidChangeException.Problem;
import dev.tributary.json.Json;
import java.util.Map;

/** Writes plain JSON, as {@link TypedReader} gives it, as DynamoDB's typed JSON. */
final class TypedWriter {

    /** Writes one element of a set or list. */
    private interface ElementWriter {
        JsonNode write(JsonNode element) throws InvalidChangeException;
    }

    private TypedWriter() {}

    static ObjectNode item(ObjectNode plain) throws InvalidChangeException {
        return attributes(plain, 0);
    }

    private static ObjectNode attributes(ObjectNode plain, int depth) throws InvalidChangeException {
        ObjectNode attributes = Json.object();
        for (Map.Entry<String, JsonNode> attribute : plain.properties()) {
            attributes.set(attribute.getKey(), value(attribute.getValue(), depth));
        }
        return attributes;
    }

    private static ObjectNode value(JsonNode plain, int depth) throws InvalidChangeException {
        return switch (plain.getNodeType()) {
            case STRING -> typed("S", plain);
            case NUMBER -> typed("N", number(plain));
            case BOOLEAN -> typed("BOOL", plain);
            case NULL -> Json.object().put("NULL", true);
            case ARRAY -> list(plain, TypedReader.deeper(depth));
            case OBJECT -> object((ObjectNode) plain, depth);
            default -> throw unexpected("a value", plain);
        };
    }

    private static ObjectNode object(ObjectNode plain, int depth) throws InvalidChangeException {
        if (!DynamoDbJson.needsEscape(plain)) {
            return typed("M", attributes(plain, TypedReader.deeper(depth)));
        }
        String mark = plain.fieldNames().next();
        JsonNode value = plain.path(mark);
        return switch (mark) {
            case DynamoDbJson.BINARY -> typed("B", binary(value));
            case DynamoDbJson.STRING_SET -> typed("SS", set(value, TypedWriter::string));
            case DynamoDbJson.NUMBER_SET -> typed("NS", set(value, TypedWriter::number));
            case DynamoDbJson.BINARY_SET -> typed("BS", set(value, TypedWriter::binary));
            case DynamoDbJson.MAP -> map(value, TypedReader.deeper(depth));
            default ->
                throw new InvalidChangeException(
                        Problem.UNKNOWN_TYPE,
                        "a value marked " + InvalidChangeException.quoted(mark)
                                + " (expected: $binary, $stringSet, $numberSet, $binarySet or $map)");
        };
    }

    private static ObjectNode map(JsonNode plain, int depth) throws InvalidChangeException {
        if (plain instanceof ObjectNode map) {
            return typed("M", attributes(map, depth));
        }
        throw unexpected(DynamoDbJson.MAP, plain);
    }

    private static ObjectNode list(JsonNode plain, int depth) throws InvalidChangeException {
        return typed("L", set(plain, element -> value(element, depth)));
    }

    private static ArrayNode set(JsonNode plain, ElementWriter writer) throws InvalidChangeException {
        if (!plain.isArray()) {
            throw unexpected("a set", plain);
        }
        ArrayNode elements = Json.object().arrayNode(plain.size());
        for (JsonNode element : plain) {
            elements.add(writer.write(element));
        }
        return elements;
    }

    private static JsonNode string(JsonNode plain) throws InvalidChangeException {
        if (!plain.isTextual()) {
            throw unexpected("S", plain);
        }
        return plain;
    }

    private static JsonNode number(JsonNode plain) throws InvalidChangeException {
        if (!plain.isNumber()) {
            throw unexpected("N", plain);
        }
        return TextNode.valueOf(plain.decimalValue().toString());
    }

    private static JsonNode binary(JsonNode plain) throws InvalidChangeException {
        return TypedReader.base64(string(plain).textValue());
    }

    private static ObjectNode typed(String type, JsonNode value) {
        return Json.object().set(type, value);
    }

    private static InvalidChangeException unexpected(String what, JsonNode plain) {
        return new InvalidChangeException(
                Problem.INVALID_VALUE,
                what + ": " + Json.typeName(plain) + " (expected: plain JSON of DynamoDB's values)");
    }
}
