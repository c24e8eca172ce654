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
 * A row before and after, told apart in what DMS sends: what a column was comes in an object of its own, or in columns beside
 * it, whose names have a prefix. A document mapping puts columns into {@code _doc}.
 *
 * <p>A table may have a column of its own whose name begins so. What a name with the prefix stands for is decided by the record:
 *
 * <ul>
 *   <li>Where the before image is an object, even an empty one, it is a column: a task of DMS has one way or the other.
 *   <li>Where the data have no column of the name behind the prefix, it is a column, and stays in the row. It may also be what
 *       became null, and is left out; then the row has a column more, and nothing is lost. What tells which row was deleted is
 *       taken from it as well, since of a deleted row the data may be null.
 *   <li>Where the data have that column too, it is what that was. A new row was nothing before, so that there a value is refused.
 * </ul>
 */
record DmsImages(Optional<ObjectNode> before, Optional<ObjectNode> after) {

    private static final String DOCUMENT = "_doc";

    static DmsImages of(Operation operation, ObjectNode data, @Nullable ObjectNode beforeImage, String prefix)
            throws InvalidChangeException {
        ObjectNode columns = flat(data, "data");
        ObjectNode before = beforeImage == null ? null : flat(beforeImage, "the before image");
        if (before == null && hasPrefixed(columns, prefix)) {
            before = former(columns, prefix, operation == Operation.DELETE);
            columns = own(columns, prefix);
        }
        return switch (operation) {
            case SNAPSHOT, INSERT -> {
                refuseBefore(before);
                yield new DmsImages(Optional.empty(), Optional.of(columns));
            }
            case UPDATE ->
                new DmsImages(
                        before == null || before.isEmpty() ? Optional.empty() : Optional.of(before),
                        Optional.of(columns));
            case DELETE -> new DmsImages(Optional.of(completed(columns, before)), Optional.empty());
        };
    }

    /** The columns of {@code _doc}, and those beside it. A JSON column of that name comes as text, and stays. */
    private static ObjectNode flat(ObjectNode columns, String where) throws InvalidChangeException {
        if (!(columns.get(DOCUMENT) instanceof ObjectNode document)) {
            return columns;
        }
        if (columns.size() == 1) {
            return document;
        }
        ObjectNode flat = Json.object();
        for (Map.Entry<String, JsonNode> column : columns.properties()) {
            if (!column.getKey().equals(DOCUMENT)) {
                flat.set(column.getKey(), column.getValue());
            }
        }
        for (Map.Entry<String, JsonNode> column : document.properties()) {
            if (flat.replace(column.getKey(), column.getValue()) != null) {
                throw new InvalidChangeException(
                        Problem.AMBIGUOUS_FIELD,
                        where + ": " + quoted(column.getKey()) + " in _doc and beside it (expected: once)");
            }
        }
        return flat;
    }

    private static boolean hasPrefixed(ObjectNode columns, String prefix) {
        if (prefix.isEmpty()) {
            return false;
        }
        for (Map.Entry<String, JsonNode> column : columns.properties()) {
            if (isPrefixed(column.getKey(), prefix)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPrefixed(String name, String prefix) {
        return name.length() > prefix.length() && name.startsWith(prefix);
    }

    /** Whether a column tells what another one was, which is among the columns too, though it may be null. */
    private static boolean isFormer(String name, String prefix, ObjectNode columns) {
        return isPrefixed(name, prefix) && columns.has(name.substring(prefix.length()));
    }

    /** What columns were; with {@code missing}, also of columns that are not there. */
    private static ObjectNode former(ObjectNode columns, String prefix, boolean missing) {
        ObjectNode former = Json.object();
        for (Map.Entry<String, JsonNode> column : columns.properties()) {
            String name = column.getKey();
            if (missing ? isPrefixed(name, prefix) : isFormer(name, prefix, columns)) {
                former.set(name.substring(prefix.length()), column.getValue());
            }
        }
        return former;
    }

    private static ObjectNode own(ObjectNode columns, String prefix) {
        ObjectNode own = Json.object();
        for (Map.Entry<String, JsonNode> column : columns.properties()) {
            if (!isFormer(column.getKey(), prefix, columns)) {
                own.set(column.getKey(), column.getValue());
            }
        }
        return own;
    }

    /** A new row was nothing before. What is told of it nevertheless is rather a column whose own name has the prefix. */
    private static void refuseBefore(@Nullable ObjectNode before) throws InvalidChangeException {
        if (before == null) {
            return;
        }
        for (Map.Entry<String, JsonNode> column : before.properties()) {
            if (!column.getValue().isNull()) {
                throw new InvalidChangeException(
                        Problem.AMBIGUOUS_FIELD,
                        "a before image of " + quoted(column.getKey())
                                + " in a new row (expected: none; if a column's own name begins so, another prefix of"
                                + " before images, or none)");
            }
        }
    }

    /** The columns, and from the other image those that they lack or have as null: a key alone has the rest as null. */
    private static ObjectNode completed(ObjectNode columns, @Nullable ObjectNode other) {
        if (other == null || other.isEmpty()) {
            return columns;
        }
        ObjectNode all = Json.object().setAll(columns);
        for (Map.Entry<String, JsonNode> column : other.properties()) {
            JsonNode own = all.get(column.getKey());
            if (own == null || own.isNull()) {
                all.set(column.getKey(), column.getValue());
            }
        }
        return all;
    }
}
