package dev.tributary.change;

import static dev.tributary.change.InvalidChangeException.quoted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.change.InvalidChangeException.Problem;
import dev.tributary.change.Provenance.Transaction;
import dev.tributary.change.RowChange.Operation;
import dev.tributary.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what AWS Database Migration Service writes to Kinesis and Kafka.
 *
 * @see <a href="https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Target.Kinesis.html">the records' form</a>
 */
final class DmsParser {

    private static final String SYSTEM = "dms";
    private static final String METADATA = "metadata";
    private static final String DATA = "data";
    private static final String CONTROL = "control";
    private static final String RECORD_TYPE = "record-type";
    private static final String TIMESTAMP = "timestamp";
    private static final String POSITION = "stream-position";
    private static final String TRUNCATE = "truncate-table";

    private static final Set<String> CONTROL_OPERATIONS = Set.of(
            "create-table",
            "rename-table",
            "drop-table",
            "change-columns",
            "add-column",
            "drop-column",
            "rename-column",
            "column-type-change");

    private final String beforeImagePrefix;
    private final SourceTables tables;

    /** @param beforeImagePrefix what begins the names of columns that hold what a column was; empty if none do */
    DmsParser(String beforeImagePrefix, SourceTables tables) {
        this.beforeImagePrefix = beforeImagePrefix;
        this.tables = tables;
    }

    static boolean recognises(ObjectNode value) {
        return value.get(METADATA) instanceof ObjectNode metadata
                && (value.has(DATA) || value.has(CONTROL) || metadata.has(RECORD_TYPE));
    }

    ChangeEvent parse(ObjectNode value) throws InvalidChangeException {
        Fields record = Fields.of(value);
        Fields metadata = record.within(METADATA);
        String type = metadata.text(RECORD_TYPE);
        return switch (type) {
            case DATA -> row(record, metadata);
            case CONTROL -> control(record, metadata);
            default ->
                throw new InvalidChangeException(
                        Problem.UNKNOWN_FORMAT,
                        "metadata.record-type: " + quoted(type) + " (expected: data or control)");
        };
    }

    private RowChange row(Fields record, Fields metadata) throws InvalidChangeException {
        String name = metadata.text("operation");
        Operation operation =
                switch (name) {
                    case "load" -> Operation.SNAPSHOT;
                    case "insert" -> Operation.INSERT;
                    case "update" -> Operation.UPDATE;
                    case "delete" -> Operation.DELETE;
                    default -> throw unknownOperation(name, "load, insert, update or delete");
                };
        ObjectNode data = record.object(DATA);
        DmsImages images = DmsImages.of(operation, data, beforeImage(record), beforeImagePrefix);
        return new RowChange(
                provenance(metadata, tableName(metadata), operation == Operation.SNAPSHOT),
                operation,
                Optional.empty(),
                images.before(),
                images.after(),
                Set.of());
    }

    /** The before image has whatever name the task gives it, so it is the one object that is nothing else. */
    private static @Nullable ObjectNode beforeImage(Fields record) throws InvalidChangeException {
        if (record.object().size() == 2) {
            return null;
        }
        String name = null;
        ObjectNode image = null;
        for (Map.Entry<String, JsonNode> field : record.object().properties()) {
            if (field.getKey().equals(DATA)
                    || field.getKey().equals(METADATA)
                    || field.getValue().isNull()) {
                continue;
            }
            if (!(field.getValue() instanceof ObjectNode object)) {
                throw new InvalidChangeException(
                        Problem.INVALID_FIELD,
                        quoted(field.getKey()) + ": " + Json.typeName(field.getValue())
                                + " (expected: an object, the before image)");
            }
            if (name != null) {
                throw new InvalidChangeException(
                        Problem.AMBIGUOUS_FIELD,
                        quoted(name) + " and " + quoted(field.getKey())
                                + ": two objects beside data and metadata (expected: one, the before image)");
            }
            name = field.getKey();
            image = object;
        }
        return image;
    }

    private ChangeEvent control(Fields record, Fields metadata) throws InvalidChangeException {
        refuseData(record);
        String operation = metadata.text("operation");
        if (operation.equals(TRUNCATE)) {
            String table = tableName(metadata);
            requirePosition(metadata);
            return new Truncation(provenance(metadata, table, false));
        }
        if (!CONTROL_OPERATIONS.contains(operation)) {
            throw unknownOperation(
                    operation,
                    "create-table, rename-table, drop-table, change-columns, add-column, drop-column, rename-column,"
                            + " column-type-change or truncate-table");
        }
        ObjectNode details = record.optionalObject(CONTROL);
        // Controls of the whole task name no table.
        return new SchemaChange(
                provenance(metadata, metadata.textOrEmpty("table-name"), false),
                operation,
                details == null ? Json.object() : details);
    }

    /** A time could not tell which rows were there before, where rows are told apart by the position. */
    private static void requirePosition(Fields metadata) throws InvalidChangeException {
        if (metadata.optionalText(POSITION) == null) {
            throw metadata.missing(POSITION, "a truncation's position; have the endpoint include transaction details");
        }
    }

    private static void refuseData(Fields record) throws InvalidChangeException {
        for (Map.Entry<String, JsonNode> field : record.object().properties()) {
            boolean known = field.getKey().equals(METADATA) || field.getKey().equals(CONTROL);
            if (!known && !field.getValue().isNull() && !isEmptyObject(field.getValue())) {
                throw new InvalidChangeException(
                        Problem.INVALID_FIELD,
                        quoted(field.getKey()) + ": " + Json.typeName(field.getValue())
                                + " in a control record (expected: control and metadata alone)");
            }
        }
    }

    private static boolean isEmptyObject(JsonNode value) {
        return value.isObject() && value.isEmpty();
    }

    private static String tableName(Fields metadata) throws InvalidChangeException {
        String name = metadata.textOrEmpty("table-name");
        if (name.isEmpty()) {
            throw metadata.missing("table-name", "the table's name");
        }
        return name;
    }

    private Provenance provenance(Fields metadata, String table, boolean snapshot) throws InvalidChangeException {
        String record = metadata.wholeNumber("transaction-record-id");
        return new Provenance(
                tables.get(SYSTEM, "", "", metadata.textOrEmpty("schema-name"), table),
                OrderToken.read(snapshot, snapshot ? byTime(metadata) : position(metadata, record)),
                time(metadata, metadata.has("commit-timestamp") ? "commit-timestamp" : TIMESTAMP),
                transaction(metadata, record));
    }

    private static List<String> position(Fields metadata, @Nullable String record) throws InvalidChangeException {
        if (metadata.optionalText(POSITION) == null) {
            return byTime(metadata);
        }
        List<String> position = metadata.positions(POSITION);
        if (record != null) {
            position.add(record);
        }
        return position;
    }

    private static List<String> byTime(Fields metadata) throws InvalidChangeException {
        return List.of(OrderToken.part(time(metadata, TIMESTAMP)));
    }

    private static Instant time(Fields metadata, String name) throws InvalidChangeException {
        return EventTime.ofIso(metadata.path() + name, metadata.text(name));
    }

    private static Optional<Transaction> transaction(Fields metadata, @Nullable String record)
            throws InvalidChangeException {
        String id = metadata.id("transaction-id");
        return id == null ? Optional.empty() : Optional.of(new Transaction(id, record == null ? "" : record));
    }

    private static InvalidChangeException unknownOperation(String name, String expected) {
        return new InvalidChangeException(
                Problem.UNKNOWN_OPERATION, "metadata.operation: " + quoted(name) + " (expected: " + expected + ")");
    }
}
