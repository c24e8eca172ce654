package dev.tributary.change;

import static dev.tributary.change.InvalidChangeException.quoted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.change.InvalidChangeException.Problem;
import dev.tributary.change.RowChange.Operation;
import dev.tributary.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads Debezium's change events as its transformation {@code ExtractNewRecordState} leaves them: the columns, and among them
 * what {@code add.fields} adds of the envelope, behind two underscores. Deletes are there to be read only if it rewrites them
 * ({@code delete.tombstone.handling.mode=rewrite}): otherwise it drops them, or leaves tombstones, which name no table.
 *
 * @see <a href="https://debezium.io/documentation/reference/stable/transformations/event-flattening.html">the
 *     transformation</a>
 */
final class FlattenedParser {

    private static final String OPERATION = "__op";
    private static final String DELETED = "__deleted";
    private static final String TABLE = "__table";
    private static final String ADVICE = "add.fields=op,table,schema,lsn,source.ts_ms in the transformation";

    private static final List<String> TIMES = List.of("ts_ns", "ts_us", "ts_ms");

    /** The metadata's names, and what they are called in {@code source} or {@code transaction}. */
    private static final Map<String, String> SOURCE_NAMES = sourceNames();

    private static final Map<String, String> TRANSACTION_NAMES = Map.of(
            "__transaction_id", "id",
            "__transaction_total_order", "total_order",
            "__total_order", "total_order",
            "__transaction_data_collection_order", "data_collection_order",
            "__data_collection_order", "data_collection_order");

    /** The envelope's own times, when Debezium handled the event. */
    private static final Set<String> ENVELOPE_TIMES = Set.of("__ts_ms", "__ts_us", "__ts_ns");

    private final SourceTables tables;

    FlattenedParser(SourceTables tables) {
        this.tables = tables;
    }

    static boolean recognises(ObjectNode value) {
        return isMarked(value) && (value.has(TABLE) || value.has("__source_table"));
    }

    /** Whether the value is flattened, though what else it needs may be missing. */
    static boolean isMarked(ObjectNode value) {
        return value.has(OPERATION) || value.has(DELETED);
    }

    static InvalidChangeException withoutTable(ObjectNode value) {
        return Fields.of(value).missing(TABLE, "the table's name; " + ADVICE);
    }

    RowChange parse(ObjectNode value, ConnectSchema schema) throws InvalidChangeException {
        Operation operation = operation(Fields.of(value));
        Parts parts = Parts.of(value);
        boolean deleted = operation == Operation.DELETE;
        DebeziumImages images = DebeziumImages.of(deleted ? parts.columns : null, deleted ? null : parts.columns);
        DebeziumSource source = new DebeziumSource(new Fields(parts.timedSource(), "__"), tables);
        return new RowChange(
                source.ofRow(operation == Operation.SNAPSHOT, new Fields(parts.transaction, "__transaction_")),
                operation,
                Optional.empty(),
                decoded(images.before(), schema),
                decoded(images.after(), schema),
                images.unchanged());
    }

    private static Optional<ObjectNode> decoded(@Nullable ObjectNode columns, ConnectSchema schema)
            throws InvalidChangeException {
        return columns == null ? Optional.empty() : Optional.of(schema.decode("", columns));
    }

    private static Operation operation(Fields value) throws InvalidChangeException {
        String name = value.optionalText(OPERATION);
        Boolean deleted = deleted(value);
        if (name != null) {
            Operation operation = operation(name);
            if (deleted != null && deleted != (operation == Operation.DELETE)) {
                throw new InvalidChangeException(
                        Problem.AMBIGUOUS_FIELD,
                        "__op " + quoted(name) + " with __deleted " + deleted + " (expected: that they agree)");
            }
            return operation;
        }
        if (deleted == null) {
            throw value.missing(OPERATION, "c, u, d or r; " + ADVICE);
        }
        // Inserted, updated or read: what is certain is the row as it is now, as after an update.
        return deleted ? Operation.DELETE : Operation.UPDATE;
    }

    private static Operation operation(String name) throws InvalidChangeException {
        return switch (name) {
            case "c" -> Operation.INSERT;
            case "u" -> Operation.UPDATE;
            case "d" -> Operation.DELETE;
            case "r" -> Operation.SNAPSHOT;
            default ->
                throw new InvalidChangeException(
                        Problem.UNKNOWN_OPERATION, "__op: " + quoted(name) + " (expected: c, u, d or r)");
        };
    }

    /** Text, as the transformation writes it; a boolean says the same. */
    private static @Nullable Boolean deleted(Fields value) throws InvalidChangeException {
        JsonNode deleted = value.get(DELETED);
        if (deleted == null) {
            return null;
        }
        String text = deleted.isBoolean() ? deleted.asText() : deleted.textValue();
        if ("true".equals(text) || "false".equals(text)) {
            return text.equals("true");
        }
        throw value.invalid(DELETED, deleted, "true or false");
    }

    private static Map<String, String> sourceNames() {
        Map<String, String> names = new HashMap<>();
        for (String name : List.of(
                "version",
                "connector",
                "name",
                "snapshot",
                "db",
                "sequence",
                "schema",
                "table",
                "txId",
                "lsn",
                "xmin",
                "server_id",
                "gtid",
                "file",
                "pos",
                "row",
                "thread",
                "query",
                "commit_lsn",
                "change_lsn",
                "event_serial_no",
                "scn",
                "commit_scn",
                "rs_id",
                "ssn",
                "redo_thread",
                "lcr_position")) {
            names.put("__" + name, name);
            names.put("__source_" + name, name);
        }
        for (String name : TIMES) {
            names.put("__source_" + name, name);
        }
        return Map.copyOf(names);
    }

    /** A flattened value taken apart. */
    private record Parts(ObjectNode columns, ObjectNode source, ObjectNode transaction, ObjectNode envelope) {

        static Parts of(ObjectNode value) throws InvalidChangeException {
            Parts parts = new Parts(Json.object(), Json.object(), Json.object(), Json.object());
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                if (field.getKey().startsWith("__")) {
                    parts.addMetadata(field.getKey(), field.getValue());
                } else {
                    parts.columns.set(field.getKey(), field.getValue());
                }
            }
            return parts;
        }

        private void addMetadata(String name, JsonNode value) throws InvalidChangeException {
            if (name.equals(OPERATION) || name.equals(DELETED)) {
                return;
            }
            if (ENVELOPE_TIMES.contains(name)) {
                envelope.set(name.substring("__".length()), value);
            } else if (SOURCE_NAMES.containsKey(name)) {
                add(name, SOURCE_NAMES.get(name), value, source);
            } else if (TRANSACTION_NAMES.containsKey(name)) {
                add(name, TRANSACTION_NAMES.get(name), value, transaction);
            } else {
                columns.set(name, value);
            }
        }

        /** With and without the block's name, it may be there twice, but must be the same. */
        private static void add(String name, String plain, JsonNode value, ObjectNode block)
                throws InvalidChangeException {
            JsonNode other = block.replace(plain, value);
            if (other != null && !other.equals(value)) {
                throw new InvalidChangeException(
                        Problem.AMBIGUOUS_FIELD,
                        name + ": not the same with and without its prefix (expected: one value)");
            }
        }

        /** The block {@code source}, with the times of the envelope if it has none: they are the nearest. */
        ObjectNode timedSource() throws InvalidChangeException {
            if (DebeziumSource.hasTime(Fields.of(source))) {
                return source;
            }
            if (!DebeziumSource.hasTime(Fields.of(envelope))) {
                throw Fields.of(source).missing("__source_ts_ms", "the time of the change; " + ADVICE);
            }
            return envelope.setAll(source);
        }
    }
}
