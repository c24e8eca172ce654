package dev.tributary.change;

import static dev.tributary.change.InvalidChangeException.quoted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.change.InvalidChangeException.Problem;
import dev.tributary.change.RowChange.Operation;
import dev.tributary.json.Json;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads Debezium's change events in their envelope.
 *
 * @see <a href="https://debezium.io/documentation/reference/stable/connectors/postgresql.html#postgresql-events">the events'
 *     form</a>
 */
final class DebeziumParser {

    private static final String OPERATION = "op";
    private static final String SOURCE = "source";
    private static final String BEFORE = "before";
    private static final String AFTER = "after";
    private static final String DDL = "ddl";
    private static final String TABLE_CHANGES = "tableChanges";

    private final SourceTables tables;

    DebeziumParser(SourceTables tables) {
        this.tables = tables;
    }

    static boolean recognises(ObjectNode value) {
        if (value.get(SOURCE) instanceof ObjectNode) {
            return value.has(OPERATION) || value.has(DDL) || value.has(TABLE_CHANGES);
        }
        return value.has(OPERATION)
                && (value.get(AFTER) instanceof ObjectNode || value.get(BEFORE) instanceof ObjectNode);
    }

    ChangeEvent parse(ObjectNode value, ConnectSchema schema) throws InvalidChangeException {
        Fields event = Fields.of(value);
        DebeziumSource source = new DebeziumSource(event.within(SOURCE), tables);
        if (!event.has(OPERATION) && (event.has(DDL) || event.has(TABLE_CHANGES))) {
            return schemaChange(event, source);
        }
        String operation = event.text(OPERATION);
        return switch (operation) {
            case "c" -> row(Operation.INSERT, event, source, schema);
            case "r" -> row(Operation.SNAPSHOT, event, source, schema);
            case "u" -> row(Operation.UPDATE, event, source, schema);
            case "d" -> row(Operation.DELETE, event, source, schema);
            case "t" -> new Truncation(source.ofRow(false, transaction(event)));
            case "m" -> message(event, source);
            default ->
                throw new InvalidChangeException(
                        Problem.UNKNOWN_OPERATION, "op: " + quoted(operation) + " (expected: c, u, d, r, t or m)");
        };
    }

    private static RowChange row(Operation operation, Fields event, DebeziumSource source, ConnectSchema schema)
            throws InvalidChangeException {
        ObjectNode before = event.optionalObject(BEFORE);
        ObjectNode after = event.optionalObject(AFTER);
        requireImage(AFTER, after, event, operation != Operation.DELETE);
        if (operation != Operation.UPDATE) {
            requireImage(BEFORE, before, event, operation == Operation.DELETE);
        }
        DebeziumImages images = DebeziumImages.of(before, after);
        return new RowChange(
                source.ofRow(operation == Operation.SNAPSHOT, transaction(event)),
                operation,
                Optional.empty(),
                decoded(BEFORE, images.before(), schema),
                decoded(AFTER, images.after(), schema),
                images.unchanged());
    }

    private static void requireImage(String name, @Nullable ObjectNode image, Fields event, boolean expected)
            throws InvalidChangeException {
        if (expected == (image != null)) {
            return;
        }
        String what = "op " + quoted(event.text(OPERATION));
        throw expected
                ? new InvalidChangeException(
                        Problem.MISSING_IMAGE, what + " without " + name + " (expected: an object)")
                : new InvalidChangeException(
                        Problem.AMBIGUOUS_FIELD, what + " with " + name + ": an object (expected: null)");
    }

    private static Optional<ObjectNode> decoded(String name, @Nullable ObjectNode image, ConnectSchema schema)
            throws InvalidChangeException {
        return image == null
                ? Optional.empty()
                : Optional.of(schema.struct(name).decode(name, image));
    }

    private static @Nullable Fields transaction(Fields event) throws InvalidChangeException {
        return event.has("transaction") ? event.within("transaction") : null;
    }

    private static LogicalMessage message(Fields event, DebeziumSource source) throws InvalidChangeException {
        Fields message = event.within("message");
        return new LogicalMessage(source.ofOther(transaction(event)), message.text("prefix"), message.object());
    }

    private static SchemaChange schemaChange(Fields event, DebeziumSource source) throws InvalidChangeException {
        event.optionalText(DDL);
        ObjectNode details = Json.object();
        for (Map.Entry<String, JsonNode> field : event.object().properties()) {
            if (!field.getKey().equals(SOURCE)) {
                details.set(field.getKey(), field.getValue());
            }
        }
        return new SchemaChange(source.ofOther(null), schemaOperation(event), details);
    }

    /** What was done to the tables that it names, if it is the same to all: {@code CREATE} and so on; otherwise {@code ddl}. */
    private static String schemaOperation(Fields event) throws InvalidChangeException {
        JsonNode changes = event.get(TABLE_CHANGES);
        if (changes == null) {
            return DDL;
        }
        if (!changes.isArray()) {
            throw event.invalid(TABLE_CHANGES, changes, "a list");
        }
        String operation = null;
        for (JsonNode change : changes) {
            JsonNode type = change.path("type");
            if (!type.isTextual()) {
                throw event.invalid(TABLE_CHANGES + ".type", type, "a string");
            }
            if (operation != null && !operation.equals(type.textValue())) {
                return DDL;
            }
            operation = type.textValue();
        }
        return operation == null ? DDL : operation;
    }
}
