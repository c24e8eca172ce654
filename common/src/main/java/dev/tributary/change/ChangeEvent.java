package dev.tributary.change;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * One change of one row or item, in plain JSON.
 *
 * @param operation what was done to it
 * @param table the table that holds it
 * @param keys the attributes that it is found by
 * @param before what it was; of an insert, nothing
 * @param after what it is now; of a delete, nothing
 * @param time when it changed
 */
public record ChangeEvent(
        Operation operation,
        String table,
        ObjectNode keys,
        Optional<ObjectNode> before,
        Optional<ObjectNode> after,
        Instant time) {

    /** What was done. */
    public enum Operation {
        INSERT,
        UPDATE,
        DELETE
    }
}
