package dev.tributary.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.local.template.Resource;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/**
 * The reference data that a {@code Custom::SampleData} of the template holds, read from the template alone and not from the
 * table. Items are plain JSON objects, or have DynamoDB's types: {@code {"price": {"N": "49.99"}}}.
 */
final class SampleItems {

    private SampleItems() {}

    /** The items by the value of this attribute, each without it. */
    static Map<String, JsonNode> byKey(Resource sampleData, String key) {
        Map<String, JsonNode> items = new HashMap<>();
        for (JsonNode item : sampleData.properties().path("Items")) {
            ObjectNode plain = JsonNodeFactory.instance.objectNode();
            item.properties().forEach(attribute -> plain.set(attribute.getKey(), plain(attribute.getValue())));
            items.put(plain.remove(key).asText(), plain);
        }
        return items;
    }

    private static JsonNode plain(JsonNode value) {
        if (!value.isObject() || value.size() != 1) {
            return value;
        }
        Map.Entry<String, JsonNode> typed = value.properties().iterator().next();
        return switch (typed.getKey()) {
            case "S" -> typed.getValue();
            case "N" -> DecimalNode.valueOf(new BigDecimal(typed.getValue().asText()));
            case "BOOL" -> BooleanNode.valueOf(typed.getValue().asBoolean());
            default -> value;
        };
    }
}
