package dev.tributary.quality;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a table promises of its rows. As JSON:
 *
 * <pre>{@code
 * {"description": "Employees.",
 *  "key": ["id"],
 *  "columns": {
 *    "id":         {"type": "integer", "required": true, "minimum": 1},
 *    "email":      {"type": "string", "pattern": "[^@ ]+@[^@ ]+"},
 *    "department": {"type": "string", "allowed": ["Sales", "Finance"]},
 *    "hire_date":  {"type": "date", "minimum": "1950-01-01", "notAfter": "updated_at"},
 *    "updated_at": {"type": "timestamp", "unit": "microseconds"}}}
 * }</pre>
 *
 * Types are string, integer, decimal, boolean, date, timestamp and json. {@code minimum} and {@code maximum} bound numbers,
 * dates and timestamps; {@code notBefore} and {@code notAfter} name another column, or a date; {@code pattern} is the JDK's and
 * matches the whole text. Columns that are not declared may have any value. A contract without a key says nothing of it.
 */
public final class TableContract {

    private final String description;
    private final Map<String, ColumnContract> columns;
    private final List<String> key;

    TableContract(String description, Map<String, ColumnContract> columns, List<String> key) {
        this.description = description;
        this.columns = new LinkedHashMap<>(columns);
        this.key = List.copyOf(key);
    }

    /** Reads a contract; what is wrong with it goes to {@code problems}, each with the place, the value and the expectation. */
    public static TableContract parse(JsonNode node, List<String> problems) {
        return new ContractReader(problems).contract(node);
    }

    /** What the table is, for people; may be empty. */
    public String description() {
        return description;
    }

    /** The columns that a row is found by; empty if the contract does not say. */
    public List<String> key() {
        return key;
    }

    /** The declared columns, in the contract's order. */
    Iterable<ColumnContract> columns() {
        return columns.values();
    }

    Optional<ColumnContract> column(String name) {
        return Optional.ofNullable(columns.get(name));
    }
}
