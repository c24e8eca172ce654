package dev.tributary.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.change.InvalidChangeException.Problem;
import dev.tributary.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The key of a row: its values in one form that equal values share, numbers by what they are worth and not by how they are
 * written.
 */
record RowKey(List<JsonNode> values) implements Comparable<RowKey> {

    private static final int DIGITS_OF_A_LONG = 18;

    /**
     * The key that a row holds.
     *
     * @throws InvalidChangeException if a part of it is missing or null
     */
    static RowKey of(ObjectNode row, List<String> key) throws InvalidChangeException {
        if (key.size() == 1) {
            return new RowKey(List.of(part(row, key.get(0))));
        }
        List<JsonNode> values = new ArrayList<>(key.size());
        for (String column : key) {
            values.add(part(row, column));
        }
        return new RowKey(List.copyOf(values));
    }

    /** Whether two values are the same, as keys are compared. */
    static boolean isSame(JsonNode one, JsonNode other) {
        return one.equals(other) || canonical(one).equals(canonical(other));
    }

    /** The key as columns. */
    ObjectNode toJson(List<String> key) {
        ObjectNode columns = Json.object();
        for (int i = 0; i < values.size(); i++) {
            columns.set(key.get(i), values.get(i));
        }
        return columns;
    }

    /** By column: values of other types by type, numbers by size, texts by their characters. */
    @Override
    public int compareTo(RowKey other) {
        for (int i = 0; i < values.size(); i++) {
            int compared = compare(values.get(i), other.values.get(i));
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    private static int compare(JsonNode one, JsonNode other) {
        int byType = one.getNodeType().compareTo(other.getNodeType());
        if (byType != 0) {
            return byType;
        }
        if (one.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.isTextual()
                ? one.textValue().compareTo(other.textValue())
                : one.toString().compareTo(other.toString());
    }

    private static JsonNode part(ObjectNode row, String column) throws InvalidChangeException {
        JsonNode value = row.path(column);
        if (value.isMissingNode() || value.isNull()) {
            throw new InvalidChangeException(
                    Problem.MISSING_FIELD,
                    "key column " + InvalidChangeException.quoted(column) + ": " + (value.isNull() ? "null" : "missing")
                            + " (expected: a value)");
        }
        return canonical(value);
    }

    private static JsonNode canonical(JsonNode value) {
        if (value.isNumber()) {
            return number(value);
        }
        if (value instanceof ArrayNode list) {
            ArrayNode copy = Json.object().arrayNode(list.size());
            list.forEach(element -> copy.add(canonical(element)));
            return copy;
        }
        if (value instanceof ObjectNode members) {
            Map<String, JsonNode> copy = new TreeMap<>();
            members.properties().forEach(member -> copy.put(member.getKey(), canonical(member.getValue())));
            return Json.object().setAll(copy);
        }
        return value;
    }

    private static JsonNode number(JsonNode value) {
        if (value.isInt()) {
            return value;
        }
        BigDecimal number = value.decimalValue().stripTrailingZeros();
        boolean isLong = number.scale() <= 0 && number.precision() - (long) number.scale() <= DIGITS_OF_A_LONG;
        return isLong ? whole(number.longValueExact()) : DecimalNode.valueOf(number);
    }

    private static JsonNode whole(long number) {
        return number == (int) number ? IntNode.valueOf((int) number) : LongNode.valueOf(number);
    }
}
