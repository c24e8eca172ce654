package dev.tributary.change;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a change comes from.
 *
 * @param table the table that it happened to
 * @param order its place among the changes of the same table
 * @param committed when it was committed; of a snapshot row, when it was read
 * @param transaction the transaction that made it, where the source tells
 */
public record Provenance(SourceTable table, OrderToken order, Instant committed, Optional<Transaction> transaction) {

    /**
     * A transaction of the source.
     *
     * @param id its id
     * @param record the change's place in it, or empty where the source does not count
     */
    public record Transaction(String id, String record) {}
}
