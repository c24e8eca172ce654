package dev.tributary.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** The conditions of a template, each evaluated when first asked for. */
final class Conditions {

    private final JsonNode declared;
    private final Location at;
    private final BiFunction<JsonNode, Location, JsonNode> resolver;
    private final Map<String, Boolean> results = new HashMap<>();
    private final Set<String> underWay = new LinkedHashSet<>();

    /** @param resolver resolves what is compared */
    Conditions(JsonNode declared, Location at, BiFunction<JsonNode, Location, JsonNode> resolver) {
        this.declared = declared;
        this.at = at;
        this.resolver = resolver;
    }

    boolean holds(String name, Location from) {
        Boolean known = results.get(name);
        if (known != null) {
            return known;
        }
        if (!declared.has(name)) {
            throw from.error(name, "a condition of this template");
        }
        if (!underWay.add(name)) {
            throw from.error("refers to itself by " + underWay, "a condition without a circle");
        }
        boolean result = evaluate(declared.path(name), at.field(name));
        underWay.remove(name);
        results.put(name, result);
        return result;
    }

    /** Whether an expression of condition functions holds. */
    boolean evaluate(JsonNode expression, Location from) {
        if (!expression.isObject() || expression.size() != 1) {
            throw from.error(expression, "one condition function");
        }
        Map.Entry<String, JsonNode> call = expression.properties().iterator().next();
        JsonNode operands = call.getValue();
        Location inside = from.field(call.getKey());
        return switch (call.getKey()) {
            case "Condition" -> holds(operands.asText(), inside);
            case "Fn::Equals" -> equal(count(operands, 2, 2, inside), inside);
            case "Fn::Not" -> !evaluate(count(operands, 1, 1, inside).get(0), inside);
            case "Fn::And" -> all(count(operands, 2, 10, inside), true, inside);
            case "Fn::Or" -> !all(count(operands, 2, 10, inside), false, inside);
            default -> throw inside.error(call.getKey(), "Condition, Fn::Equals, Fn::Not, Fn::And or Fn::Or");
        };
    }

    private static JsonNode count(JsonNode operands, int min, int max, Location from) {
        if (!operands.isArray() || operands.size() < min || operands.size() > max) {
            throw from.error(operands, min == max ? min + " operands" : min + "-" + max + " operands");
        }
        return operands;
    }

    private boolean equal(JsonNode operands, Location from) {
        JsonNode left = resolver.apply(operands.get(0), from.index(0));
        JsonNode right = resolver.apply(operands.get(1), from.index(1));
        boolean scalars = left.isValueNode() && right.isValueNode();
        return scalars ? left.asText().equals(right.asText()) : left.equals(right);
    }

    private boolean all(JsonNode operands, boolean wanted, Location from) {
        boolean all = true;
        for (int i = 0; i < operands.size(); i++) {
            all &= evaluate(operands.get(i), from.index(i)) == wanted;
        }
        return all;
    }
}
