package dev.tributary.local.demo.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.change.ChangeRow;
import dev.tributary.change.InvalidChangeException;
import dev.tributary.change.LatestState;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What rows come to, by key.
 *
 * @param by who says so
 * @param rows the columns of each row; a column that is not known is not the same as any value
 */
record Folded(String by, Map<String, Map<String, Object>> rows) {

    private static final String KEY = "id";
    private static final ObjectNode UNKNOWN =
            JsonNodeFactory.instance.objectNode().put("unknown", true);

    /** By what the library has for it, as its users would. */
    static Folded byLatestState(List<JsonNode> lines) {
        LatestState state = new LatestState(List.of(KEY));
        try {
            for (JsonNode line : lines) {
                state.apply(ChangeRow.parse((ObjectNode) line));
            }
        } catch (InvalidChangeException e) {
            throw new IllegalStateException("a row of the trusted zone that cannot be read", e);
        }
        return of("LatestState", state.latest().flatMap(Folded::row).toList());
    }

    /** One row after the other in their order, which shares nothing with the library. */
    static Folded inOrder(List<JsonNode> lines) {
        Map<String, JsonNode> rows = new TreeMap<>();
        lines.stream()
                .sorted(Comparator.comparing(line -> line.path("_order").asText()))
                .forEach(line -> apply(line, rows));
        return of("order", List.copyOf(rows.values()));
    }

    /** The table, less what breaks a rule and so is in the quarantine. */
    static Folded ofTable(List<? extends JsonNode> table) {
        return of(
                "table",
                table.stream().filter(row -> !ChangeForms.breaksRule(row)).toList());
    }

    private static Stream<ObjectNode> row(LatestState.Latest latest) {
        return latest.row().stream().map(columns -> {
            ObjectNode row = columns.deepCopy();
            latest.unresolved().forEach(column -> row.set(column, UNKNOWN));
            return row;
        });
    }

    private static void apply(JsonNode line, Map<String, JsonNode> rows) {
        String id = line.path(KEY).asText();
        switch (line.path("_op").asText()) {
            case "truncate" -> rows.clear();
            case "delete" -> rows.remove(id);
            default -> {
                ObjectNode row = line.deepCopy();
                JsonNode before = rows.getOrDefault(id, MissingNode.getInstance());
                for (JsonNode column : line.path("_unchanged")) {
                    JsonNode value = before.path(column.asText());
                    row.set(column.asText(), value.isMissingNode() ? UNKNOWN : value);
                }
                rows.put(id, row);
            }
        }
    }

    private static Folded of(String by, List<? extends JsonNode> rows) {
        Map<String, Map<String, Object>> byKey = new TreeMap<>();
        rows.forEach(row -> {
            Map<String, Object> columns = new HashMap<>(Canonical.row(row));
            columns.keySet().removeIf(ChangeRow::isReserved);
            byKey.put(row.path(KEY).asText(), columns);
        });
        return new Folded(by, byKey);
    }
}
