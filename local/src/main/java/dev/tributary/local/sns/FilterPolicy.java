package dev.tributary.local.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.local.source.EventPattern;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Which messages a subscription wants, by their attributes or by their body. The language is that of {@link EventPattern},
 * within the constraints that the developer guide of SNS states for filter policies.
 */
final class FilterPolicy {

    /** What the policy looks at. */
    enum Scope {
        ATTRIBUTES,
        BODY;

        static Scope of(String name) {
            return switch (name) {
                case "MessageAttributes" -> ATTRIBUTES;
                case "MessageBody" -> BODY;
                default ->
                    throw SnsException.invalidParameter(
                            "FilterPolicyScope: %s (expected: MessageAttributes or MessageBody)".formatted(name));
            };
        }
    }

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int KEYS = 5;
    private static final int COMBINATIONS = 150;

    private final EventPattern pattern;
    private final Scope scope;

    /** @throws SnsException for what is no policy, or one that the constraints forbid */
    FilterPolicy(String json, Scope scope) {
        JsonNode policy = read(json);
        this.scope = scope;
        try {
            this.pattern = new EventPattern(policy);
        } catch (IllegalArgumentException e) {
            throw refusal(String.valueOf(e.getMessage()));
        }
        if (scope == Scope.ATTRIBUTES
                && policy.properties().stream().anyMatch(key -> key.getValue().isObject())) {
            throw refusal(policy + " (expected: nothing nested, except with the scope MessageBody)");
        }
        check("keys", keys(policy), KEYS);
        check("combinations of values", combinations(policy, 1), COMBINATIONS);
    }

    boolean accepts(Message message) {
        JsonNode values = scope == Scope.BODY ? parse(message.body()) : values(message.attributes());
        return values.isObject() && pattern.matches(values);
    }

    /** Binary attributes are left out, as in the service. */
    private static ObjectNode values(Map<String, MessageAttribute> attributes) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        attributes.forEach((name, attribute) -> {
            switch (attribute.type()) {
                case MessageAttribute.BINARY -> {}
                case MessageAttribute.NUMBER -> values.put(name, new BigDecimal(attribute.value()));
                case MessageAttribute.LIST -> values.set(name, parse(attribute.value()));
                default -> values.put(name, attribute.value());
            }
        });
        return values;
    }

    /** What the text says, or nothing if it is not JSON. */
    private static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw refusal(json + " (expected: JSON)");
        }
    }

    private static int keys(JsonNode policy) {
        return policy.properties().stream()
                .mapToInt(key -> key.getValue().isObject() ? keys(key.getValue()) : 1)
                .sum();
    }

    /** The lists' sizes, each times its depth, multiplied. */
    private static long combinations(JsonNode policy, int depth) {
        return policy.properties().stream()
                .mapToLong(key -> key.getValue().isObject()
                        ? combinations(key.getValue(), depth + 1)
                        : (long) key.getValue().size() * depth)
                .reduce(1, FilterPolicy::product);
    }

    private static long product(long one, long other) {
        return Math.min(one * other, Integer.MAX_VALUE);
    }

    private static void check(String what, long count, int limit) {
        if (count > limit) {
            throw refusal("%d %s (expected: at most %d)".formatted(count, what, limit));
        }
    }

    private static SnsException refusal(String reason) {
        return SnsException.invalidParameter("FilterPolicy: " + reason);
    }
}
