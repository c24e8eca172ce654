package dev.tributary.local.demo.change;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;

/** What a change must lead to: the demo's own reading of both forms, of what was captured and no more. */
final class ChangeForms {

    private ChangeForms() {}

    /** The lines that come of a change. */
    static List<Outcome> outcomes(JsonNode change) {
        return change.has("metadata") ? ofDms(change, change.path("metadata")) : ofDebezium(change);
    }

    /** Whether a row breaks a rule of its table's contract, as those with a mistyped salary do. */
    static boolean breaksRule(JsonNode row) {
        JsonNode salary = row.path("salary");
        return !salary.isMissingNode() && !salary.isNull() && new BigDecimal(salary.asText()).signum() < 0;
    }

    private static List<Outcome> ofDebezium(JsonNode change) {
        JsonNode source = change.path("source");
        String schema = source.path("schema").asText();
        String table = source.path("table").asText();
        JsonNode after = change.path("after");
        return switch (change.path("op").asText()) {
            case "r" -> List.of(row(schema, table, "snapshot", after));
            case "c" -> List.of(row(schema, table, "insert", after));
            case "u" -> List.of(row(schema, table, "update", after));
            case "d" -> List.of(row(schema, table, "delete", change.path("before")));
            case "t" -> List.of(truncate(schema, table));
            case "m" -> List.of(message(change.path("message")));
            default -> throw unknown("op", change.path("op"));
        };
    }

    private static List<Outcome> ofDms(JsonNode change, JsonNode metadata) {
        String schema = metadata.path("schema-name").asText();
        String table = metadata.path("table-name").asText();
        JsonNode data = change.path("data");
        JsonNode before = change.path("before-image");
        return switch (metadata.path("operation").asText()) {
            case "load" -> List.of(row(schema, table, "snapshot", data));
            case "insert" -> List.of(row(schema, table, "insert", data));
            case "delete" -> List.of(row(schema, table, "delete", data));
            case "update" ->
                before.isEmpty()
                        ? List.of(row(schema, table, "update", data))
                        // The key was changed: nothing is left under the old one.
                        : List.of(row(schema, table, "delete", before), row(schema, table, "insert", data));
            case "truncate-table" -> List.of(truncate(schema, table));
            case "create-table", "add-column" ->
                List.of(Outcome.of(
                        Outcome.SCHEMA_CHANGES,
                        schema,
                        table,
                        metadata.path("operation").asText(),
                        ""));
            default -> throw unknown("operation", metadata.path("operation"));
        };
    }

    private static Outcome row(String schema, String table, String what, JsonNode row) {
        String zone = breaksRule(row) ? Outcome.QUARANTINE : Outcome.TRUSTED;
        return Outcome.of(zone, schema, table, what, row.path("id").asText());
    }

    private static Outcome truncate(String schema, String table) {
        return Outcome.of(Outcome.TRUSTED, schema, table, "truncate", "");
    }

    private static Outcome message(JsonNode message) {
        return Outcome.message(
                message.path("prefix").asText(), message.path("content").asText());
    }

    private static IllegalStateException unknown(String name, JsonNode value) {
        return new IllegalStateException(name + " of a captured change: " + value + " (expected: one that is known)");
    }
}
