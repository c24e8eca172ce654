package dev.tributary.quality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.change.ChangeRow;
import dev.tributary.change.ChangeRow.Op;
import dev.tributary.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cleanses rows and holds them against their table's contract. Columns keep their order, and texts of the key stay as they are.
 * Of a deletion the key alone is checked, and columns that a row leaves out as unchanged are not.
 */
public final class RowCheck {

    private static final String TYPE = "type";
    private static final String REQUIRED = "a value that is not null";

    private final Cleansing cleansing;

    public RowCheck(Cleansing cleansing) {
        this.cleansing = cleansing;
    }

    /** Checks a row, against no contract but the form of all rows if there is none for its table. */
    public Verdict check(ChangeRow row, Optional<TableContract> contract) {
        if (row.op() == Op.TRUNCATE) {
            return new Verdict.Clean(row);
        }
        List<Violation> violations = new ArrayList<>(0);
        checkNames(row.columns(), violations);
        ObjectNode columns = cleansed(row.columns(), contract, violations);
        Optional<ObjectNode> before = row.before().map(image -> cleansed(image, contract, new ArrayList<>(0)));
        List<String> key = contract.map(TableContract::key).orElse(List.of());
        if (row.deleted()) {
            violations.removeIf(violation -> violation.rule().equals(TYPE) && !key.contains(violation.column()));
        }
        checkKey(row, columns, key, violations);
        if (!row.deleted() && contract.isPresent()) {
            checkRules(row, columns, contract.get(), violations);
        }
        return violations.isEmpty()
                ? new Verdict.Clean(row.with(columns, before))
                : new Verdict.Violated(row, violations);
    }

    private static void checkNames(ObjectNode columns, List<Violation> violations) {
        ChangeRow.reservedColumn(columns)
                .ifPresent(name -> violations.add(new Violation(
                        "reserved-name",
                        name,
                        columns.path(name),
                        "a name that the rows of the trusted zone do not use themselves")));
    }

    /** The columns, or a copy of them if one of them changes. What cannot be read as its type stays as it is. */
    private ObjectNode cleansed(ObjectNode columns, Optional<TableContract> contract, List<Violation> violations) {
        Map<String, JsonNode> changes = Map.of();
        for (Map.Entry<String, JsonNode> column : columns.properties()) {
            JsonNode value = column.getValue();
            JsonNode clean = cleansed(column.getKey(), value, contract, violations);
            if (!isSame(clean, value)) {
                changes = changes.isEmpty() ? new HashMap<>() : changes;
                changes.put(column.getKey(), clean);
            }
        }
        return changes.isEmpty()
                ? columns
                : Json.object().<ObjectNode>setAll(columns).setAll(changes);
    }

    /** Cleansing answers what it leaves alone itself; whether anything else is equal to what came does not matter. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(JsonNode clean, JsonNode value) {
        return clean == value;
    }

    private JsonNode cleansed(
            String name, JsonNode value, Optional<TableContract> contract, List<Violation> violations) {
        if (contract.isEmpty()) {
            return cleansing.generic(name, value);
        }
        Optional<ColumnContract> declared = contract.get().column(name);
        if (declared.isEmpty()) {
            return cleansing.generic(name, value);
        }
        JsonNode clean = contract.get().key().contains(name)
                ? cleansing.declaredKey(declared.get(), value)
                : cleansing.declared(declared.get(), value);
        if (clean == null) {
            violations.add(
                    new Violation(TYPE, name, value, declared.get().type().expected()));
            return value;
        }
        return clean;
    }

    private static void checkKey(ChangeRow row, ObjectNode columns, List<String> key, List<Violation> violations) {
        for (String column : key) {
            if (!columns.hasNonNull(column)) {
                violations.add(new Violation("key", column, columns.path(column), REQUIRED));
            }
        }
        if (row.deleted() && key.isEmpty() && columns.isEmpty()) {
            violations.add(
                    new Violation("key", "", MissingNode.getInstance(), "columns that tell which row was deleted"));
        }
    }

    private static void checkRules(
            ChangeRow row, ObjectNode columns, TableContract contract, List<Violation> violations) {
        for (ColumnContract column : contract.columns()) {
            JsonNode value = columns.path(column.name());
            if (value.isMissingNode() || value.isNull()) {
                checkRequired(row, column, value, contract, violations);
            } else if (!isViolated(column.name(), violations)) {
                checkRules(column, value, columns, violations);
            }
        }
    }

    private static void checkRequired(
            ChangeRow row, ColumnContract column, JsonNode value, TableContract contract, List<Violation> violations) {
        boolean told =
                !row.unchanged().contains(column.name()) && !contract.key().contains(column.name());
        if (column.required() && told) {
            violations.add(new Violation("required", column.name(), value, REQUIRED));
        }
    }

    private static void checkRules(
            ColumnContract column, JsonNode value, ObjectNode columns, List<Violation> violations) {
        for (ColumnRule rule : column.rules()) {
            if (!rule.isKept(value, columns)) {
                violations.add(new Violation(rule.name(), column.name(), value, rule.expected()));
            }
        }
    }

    /** Whether a column is not of its type, so that no rule can say anything about it. */
    private static boolean isViolated(String column, List<Violation> violations) {
        for (Violation violation : violations) {
            if (violation.column().equals(column)) {
                return true;
            }
        }
        return false;
    }
}
