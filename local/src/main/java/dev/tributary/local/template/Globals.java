package dev.tributary.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * SAM's {@code Globals} section: a function's own scalars replace the global ones, maps are merged, lists are appended, and a call
 * of an intrinsic function counts as a scalar.
 */
final class Globals {

    private Globals() {}

    /** Writes the globals into the properties of each function of the template. */
    static void apply(ObjectNode root) {
        JsonNode globals = root.path("Globals").path("Function");
        root.path("Resources").forEach(resource -> {
            if (globals.isObject() && resource.path("Type").asText().equals("AWS::Serverless::Function")) {
                JsonNode own = resource.path("Properties");
                ((ObjectNode) resource).set("Properties", own.isObject() ? merge(globals, own) : globals);
            }
        });
    }

    private static JsonNode merge(JsonNode global, JsonNode own) {
        if (global.isArray() && own.isArray()) {
            ArrayNode merged = JsonNodeFactory.instance.arrayNode();
            global.forEach(merged::add);
            own.forEach(merged::add);
            return merged;
        }
        if (!global.isObject() || !own.isObject() || isCall(global) || isCall(own)) {
            return own;
        }
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        global.properties().forEach(field -> merged.set(field.getKey(), field.getValue()));
        own.properties().forEach(field -> {
            JsonNode inherited = global.path(field.getKey());
            merged.set(
                    field.getKey(), inherited.isMissingNode() ? field.getValue() : merge(inherited, field.getValue()));
        });
        return merged;
    }

    private static boolean isCall(JsonNode node) {
        String first = node.isEmpty() ? "" : node.fieldNames().next();
        return node.size() == 1 && (first.equals("Ref") || first.startsWith("Fn::"));
    }
}
