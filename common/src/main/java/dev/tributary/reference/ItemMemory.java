package dev.tributary.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import java.util.Map;

/** An estimate of the memory that a looked-up item takes, in bytes: near enough to bound a cache by. */
final class ItemMemory {

    private static final int NODE = 48;
    private static final int FIELD = 64;

    private ItemMemory() {}

    static int of(ReferenceKey key, Answer answer) {
        int bytes = 2 * NODE;
        for (String value : key.values()) {
            bytes += NODE + value.length();
        }
        return answer instanceof Answer.Found found ? bytes + of(found.item()) : bytes;
    }

    private static int of(JsonNode node) {
        int bytes = NODE;
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            bytes += FIELD + field.getKey().length() + of(field.getValue());
        }
        if (node.isArray()) {
            for (JsonNode element : node) {
                bytes += of(element);
            }
        }
        return node.isTextual() ? bytes + 2 * node.textValue().length() : bytes + binaryBytes(node);
    }

    private static int binaryBytes(JsonNode node) {
        return node instanceof BinaryNode binary ? binary.binaryValue().length : 0;
    }
}
