package dev.tributary.change;

import static dev.tributary.change.InvalidChangeException.quoted;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.change.InvalidChangeException.Problem;
import dev.tributary.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;

/** Reads DynamoDB's typed JSON, token by token, as plain JSON: the typed tree in between would cost as much as the rest. */
final class TypedReader {

    /** Reads the value that the parser stands at. */
    private interface ElementReader {
        JsonNode read() throws IOException, InvalidChangeException;
    }

    private final JsonParser tokens;

    TypedReader(JsonParser tokens) {
        this.tokens = tokens;
    }

    /** An item's attributes, from the object's start, which the parser stands at, to its end. */
    ObjectNode item() throws IOException, InvalidChangeException {
        return attributes(0);
    }

    private ObjectNode attributes(int depth) throws IOException, InvalidChangeException {
        require(JsonToken.START_OBJECT, "attributes");
        ObjectNode attributes = Json.object();
        for (String name = tokens.nextFieldName(); name != null; name = tokens.nextFieldName()) {
            tokens.nextToken();
            if (attributes.replace(name, value(depth)) != null) {
                throw new InvalidChangeException(
                        Problem.DUPLICATE_NAME, "an attribute's name twice (expected: unique names)");
            }
        }
        return attributes;
    }

    private JsonNode value(int depth) throws IOException, InvalidChangeException {
        require(JsonToken.START_OBJECT, "attribute value");
        String type = tokens.nextFieldName();
        if (type == null) {
            throw new InvalidChangeException(Problem.AMBIGUOUS_TYPE, "a value without a type (expected: one)");
        }
        tokens.nextToken();
        JsonNode value = value(type, depth);
        if (tokens.nextToken() != JsonToken.END_OBJECT) {
            throw new InvalidChangeException(Problem.AMBIGUOUS_TYPE, "a value of two types (expected: one)");
        }
        return value;
    }

    private JsonNode value(String type, int depth) throws IOException, InvalidChangeException {
        return switch (type) {
            case "S" -> string();
            case "N" -> number();
            case "B" -> marked(DynamoDbJson.BINARY, binary());
            case "BOOL" -> bool();
            case "NULL" -> nothing();
            case "L" -> list(() -> value(deeper(depth)));
            case "M" -> map(deeper(depth));
            case "SS" -> marked(DynamoDbJson.STRING_SET, set(this::string, Comparator.comparing(JsonNode::textValue)));
            case "NS" ->
                marked(DynamoDbJson.NUMBER_SET, set(this::number, Comparator.comparing(JsonNode::decimalValue)));
            case "BS" -> marked(DynamoDbJson.BINARY_SET, set(this::binary, Comparator.comparing(JsonNode::textValue)));
            default ->
                throw new InvalidChangeException(
                        Problem.UNKNOWN_TYPE,
                        "a value of type " + quoted(type) + " (expected: S, N, B, BOOL, NULL, M, L, SS, NS or BS)");
        };
    }

    private TextNode string() throws IOException, InvalidChangeException {
        require(JsonToken.VALUE_STRING, "S");
        return TextNode.valueOf(tokens.getText());
    }

    /** Not by the mapper, which would strip nothing either, but knows no decimals that came as text. */
    private DecimalNode number() throws IOException, InvalidChangeException {
        require(JsonToken.VALUE_STRING, "N");
        String text = tokens.getText();
        if (text.length() <= Json.MAX_NUMBER_LENGTH) {
            try {
                BigDecimal number = new BigDecimal(text);
                if (Math.abs((long) number.scale()) <= Json.MAX_EXPONENT) {
                    return DecimalNode.valueOf(number);
                }
            } catch (NumberFormatException e) {
                // Told below.
            }
        }
        throw new InvalidChangeException(
                Problem.INVALID_VALUE, "a value of type N that is no number (expected: a decimal in DynamoDB's range)");
    }

    private TextNode binary() throws IOException, InvalidChangeException {
        require(JsonToken.VALUE_STRING, "B");
        return base64(tokens.getText());
    }

    /** The text, if it is base64. */
    static TextNode base64(String text) throws InvalidChangeException {
        try {
            Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            // Its message, and so it as a cause, quotes the data.
            throw new InvalidChangeException(Problem.INVALID_VALUE, "a value of type B (expected: base64)");
        }
        return TextNode.valueOf(text);
    }

    private BooleanNode bool() throws InvalidChangeException {
        if (!tokens.currentToken().isBoolean()) {
            throw unexpected("BOOL");
        }
        return BooleanNode.valueOf(tokens.currentToken() == JsonToken.VALUE_TRUE);
    }

    private NullNode nothing() throws InvalidChangeException {
        require(JsonToken.VALUE_TRUE, "NULL");
        return NullNode.getInstance();
    }

    private JsonNode map(int depth) throws IOException, InvalidChangeException {
        ObjectNode map = attributes(depth);
        return DynamoDbJson.needsEscape(map) ? marked(DynamoDbJson.MAP, map) : map;
    }

    private ArrayNode list(ElementReader reader) throws IOException, InvalidChangeException {
        require(JsonToken.START_ARRAY, "list or set");
        ArrayNode list = Json.object().arrayNode();
        while (tokens.nextToken() != JsonToken.END_ARRAY) {
            list.add(reader.read());
        }
        return list;
    }

    private ArrayNode set(ElementReader reader, Comparator<JsonNode> order) throws IOException, InvalidChangeException {
        List<JsonNode> elements = new ArrayList<>();
        list(reader).forEach(elements::add);
        elements.sort(order);
        return Json.object().arrayNode(elements.size()).addAll(elements);
    }

    private static ObjectNode marked(String mark, JsonNode value) {
        return Json.object().set(mark, value);
    }

    static int deeper(int depth) throws InvalidChangeException {
        if (depth == DynamoDbJson.MAX_DEPTH) {
            throw new InvalidChangeException(
                    Problem.TOO_DEEP,
                    "more than " + DynamoDbJson.MAX_DEPTH + " lists and maps within each other (expected: at most "
                            + DynamoDbJson.MAX_DEPTH + ")");
        }
        return depth + 1;
    }

    private void require(JsonToken expected, String what) throws InvalidChangeException {
        if (tokens.currentToken() != expected) {
            throw unexpected(what);
        }
    }

    private InvalidChangeException unexpected(String what) {
        return new InvalidChangeException(
                Problem.INVALID_VALUE,
                what + ": " + Json.typeName(tokens.currentToken()) + " (expected: DynamoDB's JSON)");
    }
}
