package dev.tributary.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.json.Json;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * DynamoDB's attribute values as plain JSON: numbers as decimals, binary as base64, sets as arrays.
 */
final class AttributeValues {

    private AttributeValues() {}

    static ObjectNode toJson(Map<String, AttributeValue> item) {
        ObjectNode object = Json.object();
        item.forEach((name, value) -> object.set(name, toJson(value)));
        return object;
    }

    private static JsonNode toJson(AttributeValue value) {
        return switch (value.type()) {
            case S -> TextNode.valueOf(value.s());
            case N -> number(value.n());
            case B -> binary(value.b());
            case BOOL -> BooleanNode.valueOf(value.bool());
            case M -> toJson(value.m());
            case L -> array(value.l(), AttributeValues::toJson);
            case SS -> array(value.ss(), TextNode::valueOf);
            case NS -> array(value.ns(), AttributeValues::number);
            case BS -> array(value.bs(), AttributeValues::binary);
            case NUL -> NullNode.getInstance();
            default ->
                throw new IllegalArgumentException(
                        "attribute value of type " + value.type() + " (expected: one of DynamoDB's ten types)");
        };
    }

    private static JsonNode number(String text) {
        return DecimalNode.valueOf(new BigDecimal(text));
    }

    private static JsonNode binary(SdkBytes bytes) {
        return BinaryNode.valueOf(bytes.asByteArrayUnsafe());
    }

    private static <T> ArrayNode array(Collection<T> values, Function<T, JsonNode> mapper) {
        ArrayNode array = Json.object().arrayNode(values.size());
        values.forEach(value -> array.add(mapper.apply(value)));
        return array;
    }
}
