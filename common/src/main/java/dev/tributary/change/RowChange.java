package dev.tributary.change;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One row or item, changed or read in a snapshot.
 *
 * @param operation what was done to it
 * @param key the columns that it is found by, where the source tells; it is empty where the formats leave the key to whoever
 *     knows the table
 * @param before what it was, as far as the source tells: all of it, or its key alone; empty of an insert or a snapshot row
 * @param after what it is now; empty of a delete
 * @param unchanged columns that are not in {@code after} because the source did not send what had not changed; they have
 *     the value that they had
 */
public record RowChange(
        Provenance provenance,
        Operation operation,
        Optional<ObjectNode> key,
        Optional<ObjectNode> before,
        Optional<ObjectNode> after,
        Set<String> unchanged)
        implements ChangeEvent {

    /** What was done. */
    public enum Operation {
        /** Read as it was, by a first load; the row may be older or younger. */
        SNAPSHOT,
        INSERT,
        UPDATE,
        DELETE
    }

    /** Copies the set, in the order of the names, so that what is made of it is the same on every run. */
    public RowChange {
        unchanged = unchanged.isEmpty() ? Set.of() : Collections.unmodifiableSet(new TreeSet<>(unchanged));
    }
}
