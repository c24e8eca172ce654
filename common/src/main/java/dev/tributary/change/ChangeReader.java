package dev.tributary.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.change.InvalidChangeException.Problem;
import dev.tributary.json.Json;
import java.util.Optional;

/**
 * Reads changes of databases in whichever of the known forms each value has: a record of AWS DMS, an event of Debezium with or
 * without its schema, or one that Debezium flattened. The value decides alone, so one stream may hold them all.
 *
 * <p>A reader may be shared by threads.
 */
public final class ChangeReader {

    /** What DMS puts before the names of columns that hold what a column was, unless a rule of the task says otherwise. */
    public static final String DEFAULT_BEFORE_IMAGE_PREFIX = "BI_";

    private static final String SCHEMA = "schema";
    private static final String PAYLOAD = "payload";

    private static final String MARKS =
            "metadata with data or control, as of DMS; source with op or ddl, as of Debezium; or columns with __op or"
                    + " __deleted, and __table, as of Debezium flattened";

    private final DmsParser dms;
    private final DebeziumParser debezium;
    private final FlattenedParser flattened;

    /**
     * A reader for tasks of DMS with this rule for before images.
     *
     * @param beforeImagePrefix what begins the names of columns that hold what a column was; empty if no column does
     */
    public ChangeReader(String beforeImagePrefix) {
        SourceTables tables = new SourceTables();
        dms = new DmsParser(beforeImagePrefix, tables);
        debezium = new DebeziumParser(tables);
        flattened = new FlattenedParser(tables);
    }

    /**
     * Reads one value, as {@link Json#readObject} gives it. The event shares nodes with it, so that neither is to be changed
     * while the other is used.
     *
     * @return empty for a tombstone, which tells of nothing that the delete before it has not told
     * @throws InvalidChangeException if it is no change in one of the known forms, or not entirely
     */
    public Optional<ChangeEvent> read(ObjectNode value) throws InvalidChangeException {
        if (!isSchemaAndPayload(value)) {
            return Optional.of(event(value, ConnectSchema.NONE));
        }
        JsonNode payload = value.path(PAYLOAD);
        if (payload.isNull()) {
            return Optional.empty();
        }
        if (payload instanceof ObjectNode event) {
            return Optional.of(event(event, ConnectSchema.of(value.get(SCHEMA))));
        }
        throw new InvalidChangeException(
                Problem.UNKNOWN_FORMAT, "payload: " + Json.typeName(payload) + " (expected: an object or null)");
    }

    /** These two and nothing else: a row may have columns of these names too. */
    private static boolean isSchemaAndPayload(ObjectNode value) {
        return value.has(PAYLOAD) && value.size() == (value.has(SCHEMA) ? 2 : 1);
    }

    private ChangeEvent event(ObjectNode value, ConnectSchema schema) throws InvalidChangeException {
        // First, for its columns may have the names that mark the others, and the others have none of its names.
        if (FlattenedParser.recognises(value)) {
            return flattened.parse(value, schema);
        }
        boolean isDms = DmsParser.recognises(value);
        boolean isDebezium = DebeziumParser.recognises(value);
        if (isDms && isDebezium) {
            throw new InvalidChangeException(
                    Problem.AMBIGUOUS_FORMAT,
                    "a value with the marks of DMS and of Debezium (expected: " + MARKS + ")");
        }
        if (isDms) {
            return dms.parse(value);
        }
        if (isDebezium) {
            return debezium.parse(value, schema);
        }
        if (FlattenedParser.isMarked(value)) {
            throw FlattenedParser.withoutTable(value);
        }
        throw new InvalidChangeException(Problem.UNKNOWN_FORMAT, "a value that is no change (expected: " + MARKS + ")");
    }
}
