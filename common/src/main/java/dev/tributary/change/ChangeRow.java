package dev.tributary.change;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.change.InvalidChangeException.Problem;
import dev.tributary.json.IsoTimes;
import dev.tributary.json.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One row of the trusted zone: what a change made of a row of its table, and what is known of the change. A deletion has the
 * columns that tell which row it was; a truncation has none. As JSON it is one line, the columns first:
 *
 * <pre>{@code
 * {"id": 45, "name": "Jane", "_op": "update", "_committed_at": "2024-07-29T00:59:07.678294Z", "_order": "1.012.…",
 *  "_deleted": false, "_source_object": "s3://…", "_unchanged": ["notes"]}
 * }</pre>
 *
 * @param columns the columns, in the source's order; not to be changed
 * @param op what was done
 * @param committed when it was committed; of a snapshot row, when it was read
 * @param order its place among the changes of its table
 * @param unchanged columns that are left out, since the source did not send what had not changed; sorted
 * @param before what differs of the row before, where no key is known by which it could be found otherwise
 * @param sourceObject the object that the change was read from
 */
public record ChangeRow(
        ObjectNode columns,
        Op op,
        Instant committed,
        OrderToken order,
        List<String> unchanged,
        Optional<ObjectNode> before,
        String sourceObject) {

    private static final String OP = "_op";
    private static final String COMMITTED_AT = "_committed_at";
    private static final String ORDER = "_order";
    private static final String DELETED = "_deleted";
    private static final String SOURCE_OBJECT = "_source_object";
    private static final String UNCHANGED = "_unchanged";
    private static final String BEFORE = "_before";
    private static final Set<String> RESERVED =
            Set.of(OP, COMMITTED_AT, ORDER, DELETED, SOURCE_OBJECT, UNCHANGED, BEFORE);

    /** What was done to a row, or to all of them. */
    public enum Op {
        SNAPSHOT,
        INSERT,
        UPDATE,
        DELETE,
        TRUNCATE;

        private final String text = name().toLowerCase(Locale.ROOT);

        /** The name as a row has it, in lower case. */
        public String text() {
            return text;
        }

        private static Optional<Op> of(String text) {
            for (Op op : values()) {
                if (op.text.equals(text)) {
                    return Optional.of(op);
                }
            }
            return Optional.empty();
        }
    }

    /** Sorts the unchanged columns. */
    public ChangeRow {
        unchanged =
                unchanged.isEmpty() ? List.of() : unchanged.stream().sorted().toList();
    }

    /**
     * Reads a row back.
     *
     * @throws InvalidChangeException if the object is none that {@link #line} writes
     */
    public static ChangeRow parse(ObjectNode line) throws InvalidChangeException {
        ChangeRow row = new ChangeRow(
                columnsOf(line),
                op(line),
                committed(line),
                order(line),
                unchanged(line),
                before(line),
                text(line, SOURCE_OBJECT));
        JsonNode deleted = required(line, DELETED);
        if (!deleted.isBoolean() || deleted.booleanValue() != row.deleted()) {
            throw invalid(DELETED, row.deleted() + ", as the row's operation has it");
        }
        return row;
    }

    /**
     * The first column with a name that the row itself uses, in whatever case, since the tables that read the rows tell no
     * case apart. A row with such a column cannot be written.
     */
    public static Optional<String> reservedColumn(ObjectNode columns) {
        Iterator<String> names = columns.fieldNames();
        while (names.hasNext()) {
            String name = names.next();
            if (isReserved(name)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    /** Whether a column cannot have this name. */
    public static boolean isReserved(String name) {
        return name.startsWith("_") && RESERVED.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Whether the row is gone, or all rows of lower order are. */
    public boolean deleted() {
        return op == Op.DELETE || op == Op.TRUNCATE;
    }

    /** The row with other columns, now and before. */
    public ChangeRow with(ObjectNode newColumns, Optional<ObjectNode> newBefore) {
        return new ChangeRow(newColumns, op, committed, order, unchanged, newBefore, sourceObject);
    }

    /** The row as one line of JSON, without the line's end. No column may have a reserved name. */
    public byte[] line() {
        return Json.write(columns, this::describe);
    }

    /** Writes all that a row holds besides its columns. */
    public void describe(JsonGenerator line) throws IOException {
        line.writeStringField(OP, op.text());
        line.writeStringField(COMMITTED_AT, IsoTimes.text(committed));
        line.writeStringField(ORDER, order.text());
        line.writeBooleanField(DELETED, deleted());
        line.writeStringField(SOURCE_OBJECT, sourceObject);
        if (!unchanged.isEmpty()) {
            line.writeFieldName(UNCHANGED);
            line.writeArray(unchanged.toArray(String[]::new), 0, unchanged.size());
        }
        if (before.isPresent() && !before.get().isEmpty()) {
            line.writeFieldName(BEFORE);
            line.writeTree(before.get());
        }
    }

    private static ObjectNode columnsOf(ObjectNode line) {
        ObjectNode columns = Json.object();
        for (Map.Entry<String, JsonNode> member : line.properties()) {
            if (!RESERVED.contains(member.getKey())) {
                columns.set(member.getKey(), member.getValue());
            }
        }
        return columns;
    }

    private static Op op(ObjectNode line) throws InvalidChangeException {
        return Op.of(text(line, OP))
                .orElseThrow(() -> invalid(OP, "one of snapshot, insert, update, delete, truncate"));
    }

    private static Instant committed(ObjectNode line) throws InvalidChangeException {
        Instant time = IsoTimes.instant(text(line, COMMITTED_AT));
        if (time == null) {
            throw invalid(COMMITTED_AT, "a time in UTC such as 2024-12-31T23:59:59Z");
        }
        return time;
    }

    private static OrderToken order(ObjectNode line) throws InvalidChangeException {
        try {
            return new OrderToken(text(line, ORDER));
        } catch (IllegalArgumentException e) {
            throw invalid(ORDER, "an order token");
        }
    }

    private static List<String> unchanged(ObjectNode line) throws InvalidChangeException {
        JsonNode names = line.path(UNCHANGED);
        if (names.isMissingNode()) {
            return List.of();
        }
        List<String> unchanged = new ArrayList<>(names.size());
        for (JsonNode name : names) {
            if (!name.isTextual()) {
                throw invalid(UNCHANGED, "names of columns");
            }
            unchanged.add(name.textValue());
        }
        if (!names.isArray()) {
            throw invalid(UNCHANGED, "an array of names of columns");
        }
        return unchanged;
    }

    private static Optional<ObjectNode> before(ObjectNode line) throws InvalidChangeException {
        JsonNode before = line.path(BEFORE);
        if (before.isMissingNode()) {
            return Optional.empty();
        }
        if (before instanceof ObjectNode columns) {
            return Optional.of(columns);
        }
        throw invalid(BEFORE, "an object of columns");
    }

    private static String text(ObjectNode line, String name) throws InvalidChangeException {
        JsonNode value = required(line, name);
        if (!value.isTextual()) {
            throw invalid(name, "a string");
        }
        return value.textValue();
    }

    private static JsonNode required(ObjectNode line, String name) throws InvalidChangeException {
        JsonNode value = line.path(name);
        if (value.isMissingNode()) {
            throw new InvalidChangeException(
                    Problem.MISSING_FIELD, name + ": missing (expected: a row of the trusted zone)");
        }
        return value;
    }

    private static InvalidChangeException invalid(String name, String expected) {
        return new InvalidChangeException(Problem.INVALID_FIELD, name + ": another value (expected: " + expected + ")");
    }
}
