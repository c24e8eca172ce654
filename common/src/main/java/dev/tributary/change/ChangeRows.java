package dev.tributary.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.change.ChangeRow.Op;
import dev.tributary.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes the rows of a change: one, or two where an update changes the key, since the row under the former key is gone then.
 *
 * <p>In an image from before the change, null is taken for what the source did not tell: sources that send the key alone fill
 * up the other columns with it, and no key column is null.
 */
public final class ChangeRows {

    private final RowChange change;
    private final List<String> key;
    private final String sourceObject;

    private ChangeRows(RowChange change, List<String> key, String sourceObject) {
        this.change = change;
        this.key = key;
        this.sourceObject = sourceObject;
    }

    /**
     * The rows of a change of a row.
     *
     * @param key the declared key columns; if there are none, those that the source tells, which may be none either
     * @param sourceObject the object that the change was read from
     * @throws IllegalArgumentException if the change is no deletion and has no image of the row behind it
     */
    public static List<ChangeRow> of(RowChange change, List<String> key, String sourceObject) {
        return new ChangeRows(change, key.isEmpty() ? toldKey(change) : key, sourceObject).rows();
    }

    /** The row of a truncation: it has no columns, and removes all rows of lower order. */
    public static ChangeRow of(Truncation truncation, String sourceObject) {
        Provenance provenance = truncation.provenance();
        return new ChangeRow(
                Json.object(),
                Op.TRUNCATE,
                provenance.committed(),
                provenance.order(),
                List.of(),
                Optional.empty(),
                sourceObject);
    }

    private static List<String> toldKey(RowChange change) {
        List<String> names = new ArrayList<>();
        change.key().ifPresent(columns -> columns.fieldNames().forEachRemaining(names::add));
        return names;
    }

    private List<ChangeRow> rows() {
        return switch (change.operation()) {
            case SNAPSHOT -> List.of(whole(Op.SNAPSHOT));
            case INSERT -> List.of(whole(Op.INSERT));
            case UPDATE ->
                change.before().filter(image -> !image.isEmpty()).isPresent()
                        ? updated(change.before().get())
                        : List.of(whole(Op.UPDATE));
            case DELETE -> List.of(deleted(formerColumns()));
        };
    }

    private List<ChangeRow> updated(ObjectNode before) {
        ObjectNode columns = filled(before);
        Set<String> unchanged = missing(columns);
        if (key.isEmpty()) {
            return List.of(row(Op.UPDATE, columns, unchanged, difference(before, columns)));
        }
        if (!isMoved(before, columns)) {
            return List.of(row(Op.UPDATE, columns, unchanged, Optional.empty()));
        }
        return List.of(deleted(formerKey(before, columns)), row(Op.INSERT, columns, unchanged, Optional.empty()));
    }

    private ChangeRow whole(Op op) {
        ObjectNode after = after();
        return row(op, after, missing(after), Optional.empty());
    }

    private ChangeRow deleted(ObjectNode columns) {
        return row(Op.DELETE, columns, Set.of(), Optional.empty());
    }

    private ChangeRow row(Op op, ObjectNode columns, Set<String> unchanged, Optional<ObjectNode> before) {
        Provenance provenance = change.provenance();
        return new ChangeRow(
                columns, op, provenance.committed(), provenance.order(), List.copyOf(unchanged), before, sourceObject);
    }

    private ObjectNode after() {
        return change.after()
                .orElseThrow(() -> new IllegalArgumentException(
                        change.operation() + ": no image of the row (expected: the row behind the change)"));
    }

    /** The row behind the change, with what the source left out of it and told of the row before. */
    private ObjectNode filled(ObjectNode before) {
        ObjectNode after = after();
        Map<String, JsonNode> fills = new TreeMap<>();
        for (String column : change.unchanged()) {
            JsonNode value = told(before, column);
            if (value != null && !after.has(column)) {
                fills.put(column, value);
            }
        }
        return fills.isEmpty() ? after : Json.object().<ObjectNode>setAll(after).<ObjectNode>setAll(fills);
    }

    private Set<String> missing(ObjectNode columns) {
        if (change.unchanged().isEmpty()) {
            return Set.of();
        }
        Set<String> missing = new TreeSet<>(change.unchanged());
        missing.removeIf(columns::has);
        return missing;
    }

    /** Whether the image from before holds another key, or a part of one, than the row has now. */
    private boolean isMoved(ObjectNode before, ObjectNode columns) {
        for (String column : key) {
            JsonNode former = told(before, column);
            JsonNode now = told(columns, column);
            if (former != null && now != null && !RowKey.isSame(former, now)) {
                return true;
            }
        }
        return false;
    }

    /** The key before the change: what the source did not tell of it is what it is now. */
    private ObjectNode formerKey(ObjectNode before, ObjectNode columns) {
        ObjectNode former = Json.object();
        for (String column : key) {
            JsonNode value = told(before, column);
            JsonNode now = value == null ? told(columns, column) : value;
            if (now != null) {
                former.set(column, now);
            }
        }
        return former;
    }

    /**
     * What tells which row was deleted: its key; or all that the source tells, if no key is known or a part of it is not
     * told, so that whoever sets the row aside shows what there was.
     */
    private ObjectNode formerColumns() {
        ObjectNode all = Json.object();
        change.key().ifPresent(columns -> addTold(columns, all));
        change.before().ifPresent(columns -> addTold(columns, all));
        if (key.isEmpty() || !key.stream().allMatch(all::has)) {
            return all;
        }
        return formerKey(all, all);
    }

    private static void addTold(ObjectNode from, ObjectNode to) {
        for (Map.Entry<String, JsonNode> column : from.properties()) {
            if (!column.getValue().isNull()) {
                to.set(column.getKey(), column.getValue());
            }
        }
    }

    private static Optional<ObjectNode> difference(ObjectNode before, ObjectNode columns) {
        ObjectNode difference = Json.object();
        for (Map.Entry<String, JsonNode> column : before.properties()) {
            JsonNode former = column.getValue();
            if (!former.isNull() && !RowKey.isSame(former, columns.path(column.getKey()))) {
                difference.set(column.getKey(), former);
            }
        }
        return difference.isEmpty() ? Optional.empty() : Optional.of(difference);
    }

    private static @Nullable JsonNode told(ObjectNode image, String column) {
        JsonNode value = image.get(column);
        return value == null || value.isNull() ? null : value;
    }
}
