package dev.tributary.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items in DynamoDB's JSON, as a trail and as the SDK have them; shares nothing with the function's own reader. */
final class TypedItem {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private TypedItem() {}

    /** As a line of the trail has it, with names in their order. */
    static ObjectNode plain(JsonNode item) {
        ObjectNode plain = JSON.objectNode();
        Map<String, JsonNode> byName = new TreeMap<>();
        item.properties().forEach(attribute -> byName.put(attribute.getKey(), attribute.getValue()));
        byName.forEach((name, value) -> plain.set(name, plainValue(value)));
        return plain;
    }

    private static JsonNode plainValue(JsonNode typed) {
        JsonNode value = typed.elements().next();
        return switch (type(typed)) {
            case "S", "BOOL" -> value;
            case "N" -> number(value);
            case "NULL" -> JSON.nullNode();
            case "B" -> marked("$binary", value);
            case "SS" -> marked("$stringSet", value);
            case "NS" -> marked("$numberSet", list(value, TypedItem::number));
            case "BS" -> marked("$binarySet", value);
            case "L" -> list(value, TypedItem::plainValue);
            case "M" -> plain(value);
            default -> throw new IllegalArgumentException("not DynamoDB's JSON: " + typed);
        };
    }

    private static JsonNode number(JsonNode text) {
        return DecimalNode.valueOf(new BigDecimal(text.asText()));
    }

    private static ObjectNode marked(String mark, JsonNode value) {
        return JSON.objectNode().set(mark, value);
    }

    private static ArrayNode list(JsonNode values, Function<JsonNode, JsonNode> each) {
        ArrayNode list = JSON.arrayNode();
        values.forEach(value -> list.add(each.apply(value)));
        return list;
    }

    /** As calls of the SDK take it. */
    static Map<String, AttributeValue> sdk(JsonNode item) {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        item.properties().forEach(attribute -> attributes.put(attribute.getKey(), sdkValue(attribute.getValue())));
        return attributes;
    }

    static AttributeValue sdkValue(JsonNode typed) {
        JsonNode value = typed.elements().next();
        return switch (type(typed)) {
            case "S" -> AttributeValue.fromS(value.asText());
            case "N" -> AttributeValue.fromN(value.asText());
            case "BOOL" -> AttributeValue.fromBool(value.asBoolean());
            case "NULL" -> AttributeValue.fromNul(true);
            case "B" -> AttributeValue.fromB(bytes(value));
            case "SS" -> AttributeValue.fromSs(all(value, JsonNode::asText));
            case "NS" -> AttributeValue.fromNs(all(value, JsonNode::asText));
            case "BS" -> AttributeValue.fromBs(all(value, TypedItem::bytes));
            case "L" -> AttributeValue.fromL(all(value, TypedItem::sdkValue));
            case "M" -> AttributeValue.fromM(sdk(value));
            default -> throw new IllegalArgumentException("not DynamoDB's JSON: " + typed);
        };
    }

    private static SdkBytes bytes(JsonNode base64) {
        return SdkBytes.fromByteArray(Base64.getDecoder().decode(base64.asText()));
    }

    private static <T> List<T> all(JsonNode values, Function<JsonNode, T> each) {
        return StreamSupport.stream(values.spliterator(), false).map(each).toList();
    }

    private static String type(JsonNode typed) {
        return typed.fieldNames().next();
    }
}
