package dev.tributary.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.change.LatestState.Latest;
import dev.tributary.json.Json;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of one key come to, in whatever order they are applied.
 *
 * <p>Each row makes a statement about each column: it has a value, or it has none; only of columns that it lists as unchanged
 * it says nothing. What counts of a column is the statement of the greatest order that is not below the last deletion, and of
 * statements of one order the greatest: any value before none, and of values the greater text. A greatest of a set does not
 * depend on how the set was gathered, so repeats and permutations lead to the same state; all that is left to show is that
 * nothing is forgotten that could still become the greatest.
 *
 * <p>The latest row is kept, and for each column that it is silent about the greatest statement below it, a fill, with the
 * order that it was made at. A row that arrives late, between a fill and the latest row, so replaces the fill. A statement
 * about a column that the latest row has itself can be forgotten, since the latest row's is greater. Of deletions the last is
 * kept for good: a fill from before it, which may arrive after it, belongs to a row that is gone. That a row has no such
 * column is kept as a fill without value: if the latest row says that the column did not change, something between the two
 * must have set it, so that an older value would be wrong in any case.
 */
final class RowState {

    private record Fill(OrderToken order, @Nullable JsonNode value) {}

    /** Of two rows of one order: whichever is the greater, so that it does not matter which came first. */
    private static final Comparator<ChangeRow> ORIGIN = Comparator.comparing(ChangeRow::sourceObject)
            .thenComparing(ChangeRow::committed)
            .thenComparing(ChangeRow::op);

    private OrderToken order;

    /** The row of that order, for what it says of the change. */
    private ChangeRow change;

    private @Nullable OrderToken deletion;
    private @Nullable ObjectNode columns;
    private Set<String> unchanged = Set.of();
    private Map<String, Fill> fills = Map.of();

    RowState(ChangeRow row) {
        this.order = row.order();
        this.change = row;
        if (row.deleted()) {
            this.deletion = row.order();
        } else {
            become(row);
        }
    }

    void apply(ChangeRow row) {
        if (row.deleted()) {
            delete(row);
        } else {
            put(row);
        }
    }

    /** Removes what is of lower order. */
    void delete(ChangeRow row) {
        OrderToken at = row.order();
        if (isBelowDeletion(at)) {
            return;
        }
        deletion = at;
        int compared = at.compareTo(order);
        if (compared > 0) {
            order = at;
            change = row;
            columns = null;
            unchanged = Set.of();
            fills = Map.of();
        } else if (compared == 0 && columns == null) {
            change = greaterOrigin(change, row);
        } else if (!fills.isEmpty()) {
            fills.values().removeIf(fill -> fill.order().compareTo(at) < 0);
        }
    }

    boolean isLive() {
        return columns != null;
    }

    Latest latest(ObjectNode key) {
        if (columns == null) {
            return new Latest(
                    key, order, change.op(), change.committed(), change.sourceObject(), Optional.empty(), Set.of());
        }
        Map<String, JsonNode> filled = filled();
        Set<String> unresolved = unresolved(filled.keySet());
        ObjectNode row = filled.isEmpty()
                ? columns
                : Json.object().<ObjectNode>setAll(columns).setAll(filled);
        return new Latest(
                key, order, change.op(), change.committed(), change.sourceObject(), Optional.of(row), unresolved);
    }

    private Map<String, JsonNode> filled() {
        // Most rows have all of their columns themselves.
        if (fills.isEmpty()) {
            return Map.of();
        }
        Map<String, JsonNode> filled = new TreeMap<>();
        fills.forEach((column, fill) -> {
            if (fill.value() != null) {
                filled.put(column, fill.value());
            }
        });
        return filled;
    }

    private Set<String> unresolved(Set<String> filled) {
        if (unchanged.isEmpty()) {
            return Set.of();
        }
        Set<String> unresolved = new TreeSet<>(unchanged);
        unresolved.removeAll(filled);
        return Collections.unmodifiableSet(unresolved);
    }

    private void put(ChangeRow row) {
        if (isBelowDeletion(row.order())) {
            return;
        }
        int compared = row.order().compareTo(order);
        if (compared < 0) {
            fillFrom(row);
        } else if (columns == null) {
            order = row.order();
            change = row;
            become(row);
        } else if (compared > 0) {
            supersede(row, columns);
        } else {
            join(row, columns);
        }
    }

    private boolean isBelowDeletion(OrderToken at) {
        return deletion != null && at.compareTo(deletion) < 0;
    }

    /** Takes a row's columns, without any fills. */
    private void become(ChangeRow row) {
        columns = row.columns();
        unchanged = silent(row);
        fills = unchanged.isEmpty() ? Map.of() : new TreeMap<>();
    }

    private void supersede(ChangeRow row, ObjectNode former) {
        OrderToken formerOrder = order;
        Set<String> formerSilent = unchanged;
        Map<String, Fill> formerFills = fills;
        order = row.order();
        change = row;
        become(row);
        for (String column : unchanged) {
            Fill fill =
                    formerSilent.contains(column) ? formerFills.get(column) : new Fill(formerOrder, former.get(column));
            if (fill != null) {
                fills.put(column, fill);
            }
        }
    }

    private void fillFrom(ChangeRow row) {
        for (String column : unchanged) {
            JsonNode value = row.columns().get(column);
            if (value != null || !row.unchanged().contains(column)) {
                fills.merge(column, new Fill(row.order(), value), RowState::greater);
            }
        }
    }

    private static Fill greater(Fill one, Fill other) {
        int compared = one.order().compareTo(other.order());
        if (compared != 0) {
            return compared > 0 ? one : other;
        }
        return new Fill(one.order(), greater(one.value(), other.value()));
    }

    /** Another row of the same order: a repeat, unless its source broke its word. */
    private void join(ChangeRow row, ObjectNode former) {
        change = greaterOrigin(change, row);
        Set<String> silent = silent(row);
        if (silent.equals(unchanged) && row.columns().toString().equals(former.toString())) {
            return;
        }
        Map<String, JsonNode> joined = new TreeMap<>();
        former.properties().forEach(column -> joined.put(column.getKey(), column.getValue()));
        row.columns()
                .properties()
                .forEach(column -> joined.merge(column.getKey(), column.getValue(), RowState::greaterValue));
        columns = Json.object().setAll(joined);
        Set<String> both = new TreeSet<>(unchanged);
        both.retainAll(silent);
        unchanged = both;
        if (!fills.isEmpty()) {
            fills.keySet().retainAll(both);
        }
    }

    private static ChangeRow greaterOrigin(ChangeRow one, ChangeRow other) {
        return ORIGIN.compare(one, other) >= 0 ? one : other;
    }

    private static @Nullable JsonNode greater(@Nullable JsonNode one, @Nullable JsonNode other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return greaterValue(one, other);
    }

    private static JsonNode greaterValue(JsonNode one, JsonNode other) {
        return one.toString().compareTo(other.toString()) >= 0 ? one : other;
    }

    private static Set<String> silent(ChangeRow row) {
        List<String> names = row.unchanged();
        if (names.isEmpty()) {
            return Set.of();
        }
        Set<String> silent = new TreeSet<>(names);
        silent.removeIf(row.columns()::has);
        return silent;
    }
}
