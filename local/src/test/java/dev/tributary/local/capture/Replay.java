package dev.tributary.local.capture;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.local.demo.account.ExactJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Applies changes to an empty table, one after the other, knowing nothing but the forms; gives its rows by id. */
final class Replay {

    private static final String UNCHANGED = "__debezium_unavailable_value";

    private final Map<Long, ObjectNode> rows = new TreeMap<>();

    static List<JsonNode> debezium(List<CapturedChange> changes) {
        Replay replay = new Replay();
        for (CapturedChange change : changes) {
            if (change.value().length > 0) {
                replay.debezium(ExactJson.parse(change.value()));
            }
        }
        return replay.result(Replay::ofDebezium);
    }

    static List<JsonNode> dms(List<CapturedChange> changes) {
        Replay replay = new Replay();
        changes.forEach(change -> replay.dms(ExactJson.parse(change.value())));
        return replay.result(Replay::ofDms);
    }

    private void debezium(JsonNode event) {
        switch (event.path("op").asText()) {
            case "r", "c", "u" -> {
                ObjectNode row = (ObjectNode) event.path("after").deepCopy();
                ObjectNode before = rows.get(id(row));
                row.properties().stream()
                        .filter(column -> column.getValue().asText().equals(UNCHANGED))
                        .forEach(
                                column -> column.setValue(requireNonNull(before).path(column.getKey())));
                rows.put(id(row), row);
            }
            case "d" -> rows.remove(id(event.path("before")));
            case "t" -> rows.clear();
            default -> {}
        }
    }

    private void dms(JsonNode record) {
        JsonNode data = record.path("data");
        switch (record.path("metadata").path("operation").asText()) {
            case "load", "insert", "update" -> {
                if (record.path("before-image").has("id")) {
                    rows.remove(id(record.path("before-image")));
                }
                rows.put(id(data), (ObjectNode) data);
            }
            case "delete" -> rows.remove(id(data));
            case "truncate-table" -> rows.clear();
            default -> {}
        }
    }

    private List<JsonNode> result(BiFunction<String, JsonNode, JsonNode> canonical) {
        return rows.values().stream()
                .map(row -> {
                    ObjectNode result = JsonNodeFactory.instance.objectNode();
                    row.properties().stream()
                            .filter(column -> !column.getValue().isNull())
                            .forEach(column ->
                                    result.set(column.getKey(), canonical.apply(column.getKey(), column.getValue())));
                    return (JsonNode) result;
                })
                .toList();
    }

    private static JsonNode ofDebezium(String column, JsonNode value) {
        return switch (column) {
            case "salary" -> DecimalNode.valueOf(new BigDecimal(value.asText()));
            case "hire_date" ->
                TextNode.valueOf(LocalDate.ofEpochDay(value.asLong()).toString());
            case "updated_at" ->
                TextNode.valueOf(
                        Instant.EPOCH.plus(value.asLong(), ChronoUnit.MICROS).toString());
            case "created_at" -> TextNode.valueOf(Instant.parse(value.asText()).toString());
            default -> value;
        };
    }

    private static JsonNode ofDms(String column, JsonNode value) {
        return switch (column) {
            case "updated_at" ->
                TextNode.valueOf(LocalDateTime.parse(value.asText())
                        .toInstant(ZoneOffset.UTC)
                        .toString());
            case "created_at" -> TextNode.valueOf(Instant.parse(value.asText()).toString());
            default -> value;
        };
    }

    private static long id(JsonNode row) {
        return row.path("id").asLong();
    }
}
