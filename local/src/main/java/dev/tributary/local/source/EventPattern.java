package dev.tributary.local.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A pattern in EventBridge's language, in the part that filters of Lambda and SNS mostly use: nested objects down to lists of
 * alternatives, each a value or one of {@code prefix}, {@code suffix}, {@code anything-but} (values),
 * {@code numeric} and {@code exists}. All fields of a pattern must match; a list in the event matches when one of
 * its elements does.
 */
public final class EventPattern {

    private final Map<String, Predicate<JsonNode>> fields;

    /** @throws IllegalArgumentException for what is no pattern, or an operator outside this part of the language */
    public EventPattern(JsonNode pattern) {
        if (!pattern.isObject() || pattern.isEmpty()) {
            throw new IllegalArgumentException(pattern + " (expected: an object with a field at least)");
        }
        this.fields = pattern.properties().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, field -> field(field.getKey(), field.getValue())));
    }

    public boolean matches(JsonNode event) {
        return fields.entrySet().stream().allMatch(field -> field.getValue().test(event.path(field.getKey())));
    }

    private static Predicate<JsonNode> field(String name, JsonNode rule) {
        if (rule.isObject()) {
            EventPattern nested = new EventPattern(rule);
            return value -> nested.matchesBelow(value);
        }
        if (!rule.isArray() || rule.isEmpty()) {
            throw new IllegalArgumentException(
                    name + ": " + rule + " (expected: an object, or a list of alternatives)");
        }
        List<Predicate<JsonNode>> alternatives = new ArrayList<>();
        rule.forEach(alternative -> alternatives.add(alternative(name, alternative)));
        return value -> elements(value).stream()
                .anyMatch(element -> alternatives.stream().anyMatch(test -> test.test(element)));
    }

    private boolean matchesBelow(JsonNode value) {
        return elements(value).stream().anyMatch(this::matches);
    }

    private static List<JsonNode> elements(JsonNode value) {
        if (!value.isArray()) {
            return List.of(value);
        }
        List<JsonNode> elements = new ArrayList<>();
        value.forEach(elements::add);
        return elements.isEmpty() ? List.of(MissingNode.getInstance()) : elements;
    }

    private static Predicate<JsonNode> alternative(String name, JsonNode alternative) {
        if (alternative.isValueNode()) {
            return value -> same(value, alternative);
        }
        if (!alternative.isObject() || alternative.size() != 1) {
            throw new IllegalArgumentException(name + ": " + alternative + " (expected: a value, or one operator)");
        }
        Map.Entry<String, JsonNode> operator =
                alternative.properties().iterator().next();
        return operator(name + ": " + alternative, operator.getKey(), operator.getValue());
    }

    private static Predicate<JsonNode> operator(String place, String operator, JsonNode operand) {
        return switch (operator) {
            case "prefix" -> {
                String start = text(place, operand);
                yield value -> value.isTextual() && value.textValue().startsWith(start);
            }
            case "suffix" -> {
                String end = text(place, operand);
                yield value -> value.isTextual() && value.textValue().endsWith(end);
            }
            case "exists" -> {
                require(operand.isBoolean(), place, "true or false");
                yield value -> value.isMissingNode() != operand.booleanValue();
            }
            case "anything-but" -> {
                List<JsonNode> excluded = elements(operand);
                require(excluded.stream().allMatch(JsonNode::isValueNode), place, "a value or a list of values");
                yield value -> value.isValueNode() && excluded.stream().noneMatch(other -> same(value, other));
            }
            case "numeric" -> numeric(place, operand);
            default ->
                throw new IllegalArgumentException(
                        place + " (expected: prefix, suffix, anything-but, numeric or exists)");
        };
    }

    private static Predicate<JsonNode> numeric(String place, JsonNode operand) {
        require(operand.size() == 2 || operand.size() == 4, place, "[operator, number] once or twice");
        Predicate<JsonNode> range = JsonNode::isNumber;
        for (int i = 0; i < operand.size(); i += 2) {
            require(operand.path(i + 1).isNumber(), place, "a number after each operator");
            BigDecimal bound = operand.path(i + 1).decimalValue();
            Predicate<Integer> order = order(place, operand.path(i).asText());
            range = range.and(value -> order.test(value.decimalValue().compareTo(bound)));
        }
        return range;
    }

    private static Predicate<Integer> order(String place, String operator) {
        return switch (operator) {
            case "=" -> sign -> sign == 0;
            case "<" -> sign -> sign < 0;
            case "<=" -> sign -> sign <= 0;
            case ">" -> sign -> sign > 0;
            case ">=" -> sign -> sign >= 0;
            default -> throw new IllegalArgumentException(place + " (expected: =, <, <=, > or >=)");
        };
    }

    private static boolean same(JsonNode value, JsonNode other) {
        if (value.isNumber() && other.isNumber()) {
            return value.decimalValue().compareTo(other.decimalValue()) == 0;
        }
        return value.equals(other);
    }

    private static String text(String place, JsonNode operand) {
        require(operand.isTextual(), place, "a text");
        return operand.textValue();
    }

    private static void require(boolean condition, String place, String expectation) {
        if (!condition) {
            throw new IllegalArgumentException(place + " (expected: " + expectation + ")");
        }
    }
}
