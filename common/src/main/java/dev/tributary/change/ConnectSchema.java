package dev.tributary.change;

import static dev.tributary.change.InvalidChangeException.quoted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.change.InvalidChangeException.Problem;
import dev.tributary.json.Json;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The schema of a struct, as Kafka Connect's JSON converter writes it beside a value. Without one, values are taken as they are.
 */
final class ConnectSchema {

    static final ConnectSchema NONE = new ConnectSchema(null, "schema");

    private final @Nullable ArrayNode fields;
    private final String path;

    private ConnectSchema(@Nullable ArrayNode fields, String path) {
        this.fields = fields;
        this.path = path;
    }

    static ConnectSchema of(@Nullable JsonNode schema) throws InvalidChangeException {
        return schema == null || schema.isNull() ? NONE : ofStruct(schema, "schema");
    }

    private static ConnectSchema ofStruct(JsonNode schema, String path) throws InvalidChangeException {
        if (schema.path("fields") instanceof ArrayNode fields) {
            return new ConnectSchema(fields, path);
        }
        throw new InvalidChangeException(
                Problem.INVALID_FIELD,
                path + ": " + Json.typeName(schema) + " (expected: null, or a struct with fields)");
    }

    /** The schema of a struct within. */
    ConnectSchema struct(String name) throws InvalidChangeException {
        if (fields == null) {
            return NONE;
        }
        for (JsonNode field : fields) {
            if (name.equals(field.path("field").textValue())) {
                return ofStruct(field, path + "." + name);
            }
        }
        throw new InvalidChangeException(
                Problem.MISSING_FIELD, path + ": no field " + quoted(name) + " (expected: the schema of the value)");
    }

    /**
     * The columns with what they mean in place of how Connect encodes it; see {@link ConnectTypes}.
     *
     * @param where where the columns are, for messages; empty for the top
     */
    ObjectNode decode(String where, ObjectNode columns) throws InvalidChangeException {
        if (fields == null) {
            return columns;
        }
        ObjectNode decoded = Json.object();
        decoded.setAll(columns);
        int known = 0;
        for (JsonNode field : fields) {
            String name = field.path("field").textValue();
            JsonNode value = name == null ? null : columns.get(name);
            if (name != null && value != null) {
                known++;
                decoded.set(name, decode(where, name, field, value));
            }
        }
        if (known < columns.size()) {
            throw unknownColumn(where, columns);
        }
        return decoded;
    }

    private static JsonNode decode(String where, String name, JsonNode field, JsonNode value)
            throws InvalidChangeException {
        if (value.isNull()) {
            return value;
        }
        JsonNode decoded = ConnectTypes.decode(field, value);
        if (decoded == null) {
            throw new InvalidChangeException(
                    Problem.INVALID_VALUE,
                    column(where, name) + ": " + Json.typeName(value) + " that does not fit its schema (expected: "
                            + ConnectTypes.describe(field) + ")");
        }
        return decoded;
    }

    private InvalidChangeException unknownColumn(String where, ObjectNode columns) {
        Set<String> declared = names();
        for (Map.Entry<String, JsonNode> column : columns.properties()) {
            if (!declared.contains(column.getKey())) {
                return new InvalidChangeException(
                        Problem.INVALID_VALUE,
                        column(where, column.getKey()) + ": not in the schema (expected: a column that it declares)");
            }
        }
        throw new IllegalStateException("columns that are all in the schema, which has fewer");
    }

    /** The declared columns, as a set: a hostile schema has as many of them as fit into a value. */
    private Set<String> names() {
        Set<String> names = new HashSet<>();
        if (fields != null) {
            for (JsonNode field : fields) {
                names.add(field.path("field").asText());
            }
        }
        return names;
    }

    private static String column(String where, String name) {
        return where.isEmpty() ? quoted(name) : where + ": " + quoted(name);
    }
}
