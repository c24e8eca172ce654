package dev.tributary.inference.score;

import dev.tributary.change.ChangeRow;
import dev.tributary.change.InvalidChangeException;
import dev.tributary.change.LatestState;
import dev.tributary.record.ObjectVersion;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows that are scored together: the latest of each key, of what was read since the chunk before. */
final class Chunk {

    private final LatestState state;
    private @Nullable ObjectVersion first;

    Chunk(List<String> key) {
        this.state = new LatestState(key);
    }

    /**
     * Takes a row in.
     *
     * @throws InvalidChangeException if it has not all key columns
     */
    void add(ObjectVersion object, ChangeRow row) throws InvalidChangeException {
        state.apply(row);
        if (first == null) {
            first = object;
        }
    }

    /** Keys that it holds. */
    int size() {
        return state.seen();
    }

    LatestState state() {
        return state;
    }

    /** The object of its first row; empty if it has none. */
    Optional<ObjectVersion> first() {
        return Optional.ofNullable(first);
    }
}
