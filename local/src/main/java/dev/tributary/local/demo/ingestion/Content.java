package dev.tributary.local.demo.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.local.demo.account.ExactJson;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** What a JSON text holds: the same for two texts that differ in the order of fields, or in how a number is written. */
final class Content {

    private Content() {}

    /** The content of a text; of one that is not JSON, itself. */
    static String of(String text) {
        try {
            return of(ExactJson.parse(text));
        } catch (UncheckedIOException notJson) {
            return text;
        }
    }

    static String of(JsonNode node) {
        return sorted(node).toString();
    }

    private static JsonNode sorted(JsonNode node) {
        if (node.isObject()) {
            Map<String, JsonNode> byName = new TreeMap<>();
            node.properties().forEach(field -> byName.put(field.getKey(), sorted(field.getValue())));
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            object.setAll(byName);
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> array.add(sorted(element)));
            return array;
        }
        return node.isNumber() ? DecimalNode.valueOf(node.decimalValue().stripTrailingZeros()) : node;
    }
}
