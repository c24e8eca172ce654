package dev.tributary.change;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.change.ChangeRow.Op;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Folds the rows of one table into what the table holds. Rows may come in any order and any number of times: the state is a
 * function of the set of rows.
 *
 * <ul>
 *   <li>Of a key, the row of the greatest order counts. Orders of snapshot rows are below those of all changes.
 *   <li>A deletion removes the row and what is of lower order; a truncation does so for all keys.
 *   <li>A column that the latest row leaves out as unchanged has the value of the row of the next lower order that does not
 *       leave it out, as long as that is not behind a deletion. Where there is none, the column is unresolved: its row has not
 *       come yet, or stands under the key that an update changed.
 *   <li>Two rows of one key and order should be the same. If they are not, one that is no deletion counts more than one that
 *       is, and each column has the value whose JSON text is the greater one.
 * </ul>
 *
 * <p>The memory is one row for each key that is there, and a key and two orders for each that was ever seen. Not for several
 * threads at once.
 */
public final class LatestState {

    /**
     * What is known of a key.
     *
     * @param key the key columns; numbers in the one form that equal numbers share
     * @param order the order of the row, or of what deleted it
     * @param op what the change of that order did; a truncation too
     * @param committed when it was committed
     * @param sourceObject the object that it was read from
     * @param row the columns, those that were filled in last; empty if the row is deleted; not to be changed
     * @param unresolved columns that the row has, and whose value is not known; sorted
     */
    public record Latest(
            ObjectNode key,
            OrderToken order,
            Op op,
            Instant committed,
            String sourceObject,
            Optional<ObjectNode> row,
            Set<String> unresolved) {

        public boolean deleted() {
            return row.isEmpty();
        }
    }

    private final List<String> key;
    private final Map<RowKey, RowState> states = new HashMap<>();
    private @Nullable ChangeRow truncation;
    private int live;

    /**
     * An empty table.
     *
     * @param key its key columns
     * @throws IllegalArgumentException if there are none
     */
    public LatestState(List<String> key) {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("key: no columns (expected: at least one)");
        }
        this.key = List.copyOf(key);
    }

    /**
     * Takes a row in.
     *
     * @throws InvalidChangeException if it has not all key columns; the state is as before then
     */
    public void apply(ChangeRow row) throws InvalidChangeException {
        if (row.op() == Op.TRUNCATE) {
            truncate(row);
        } else {
            apply(RowKey.of(row.columns(), key), row);
        }
    }

    /** Rows that are there. */
    public int size() {
        return live;
    }

    /** The rows that are there, in the order of their keys. */
    public Stream<ObjectNode> rows() {
        return latest().flatMap(latest -> latest.row().stream());
    }

    /** All keys that were ever seen, also those that were deleted, in their order. */
    public Stream<Latest> latest() {
        return states.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(entry -> entry.getValue()
                .latest(entry.getKey().toJson(key)));
    }

    /**
     * What is known of one key; empty if it was never seen.
     *
     * @param columns an object that holds the key columns
     * @throws InvalidChangeException if it does not hold all of them
     */
    public Optional<Latest> find(ObjectNode columns) throws InvalidChangeException {
        RowKey wanted = RowKey.of(columns, key);
        return Optional.ofNullable(states.get(wanted)).map(state -> state.latest(wanted.toJson(key)));
    }

    /** The order of the last truncation. */
    public Optional<OrderToken> truncated() {
        return truncation().map(ChangeRow::order);
    }

    /** The last truncation. */
    public Optional<ChangeRow> truncation() {
        return Optional.ofNullable(truncation);
    }

    /** Keys that were ever seen, also those that were deleted: what the memory grows with. */
    public int seen() {
        return states.size();
    }

    private void apply(RowKey rowKey, ChangeRow row) {
        RowState state = states.get(rowKey);
        if (state == null) {
            state = new RowState(row);
            if (truncation != null) {
                state.delete(truncation);
            }
            states.put(rowKey, state);
            live += state.isLive() ? 1 : 0;
            return;
        }
        boolean wasLive = state.isLive();
        state.apply(row);
        count(wasLive, state.isLive());
    }

    private void truncate(ChangeRow row) {
        if (truncation != null && row.order().compareTo(truncation.order()) <= 0) {
            return;
        }
        truncation = row;
        for (RowState state : states.values()) {
            boolean wasLive = state.isLive();
            state.delete(row);
            count(wasLive, state.isLive());
        }
    }

    private void count(boolean wasLive, boolean isLive) {
        live += (isLive ? 1 : 0) - (wasLive ? 1 : 0);
    }
}
