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
 */
record DmsImages(Optional<ObjectNode> before, Optional<ObjectNode> after) {

    private static final String DOCUMENT = "_doc";

    static DmsImages of(Operation operation, ObjectNode data, @Nullable ObjectNode beforeImage, String prefix)
            throws InvalidChangeException {
        ObjectNode columns = flat(data, "data");
        ObjectNode before = beforeImage == null ? null : flat(beforeImage, "the before image");
        if (hasPrefixed(columns, prefix)) {
            before = withPrefixed(columns, prefix, before);
            columns = withoutPrefixed(columns, prefix);
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

    private static ObjectNode withPrefixed(ObjectNode columns, String prefix, @Nullable ObjectNode image)
            throws InvalidChangeException {
        ObjectNode before = Json.object();
        if (image != null) {
            before.setAll(image);
        }
        for (Map.Entry<String, JsonNode> column : columns.properties()) {
            if (isPrefixed(column.getKey(), prefix)
                    && before.replace(column.getKey().substring(prefix.length()), column.getValue()) != null) {
                throw new InvalidChangeException(
                        Problem.AMBIGUOUS_FIELD,
                        "data: " + quoted(column.getKey())
                                + " beside a before image that has it too (expected: one of them)");
            }
        }
        return before;
    }

    private static ObjectNode withoutPrefixed(ObjectNode columns, String prefix) {
        ObjectNode own = Json.object();
        for (Map.Entry<String, JsonNode> column : columns.properties()) {
            if (!isPrefixed(column.getKey(), prefix)) {
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
                                + " before images)");
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
