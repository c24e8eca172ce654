package dev.tributary.cdc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.change.Provenance;
import dev.tributary.change.Provenance.Transaction;
import dev.tributary.change.SourceTable;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes that the source sent again, as DMS and Debezium do when they restart: the same lines, with the same place in the
 * source's log, of the same table and place in the transaction. So what is dropped has been written.
 *
 * <p>Snapshot rows, and changes whose source tells no transaction, are never repeats: nothing tells two of them apart that only
 * look alike. Nor are changes of rows without a key whose source does not count them within their transaction: one statement can
 * insert the same row twice, at one place of the log.
 */
final class RepeatedChanges {

    private final Repeats known = new Repeats();

    /**
     * Whether a change was there before.
     *
     * @param hasKey whether rows of the table are told apart by a key
     * @param lines all that is kept of the change
     */
    boolean isRepeat(Provenance provenance, boolean hasKey, List<byte[]> lines) {
        if (provenance.transaction().isEmpty() || provenance.order().isSnapshot()) {
            return false;
        }
        Transaction transaction = provenance.transaction().get();
        if (!hasKey && transaction.record().isEmpty()) {
            return false;
        }
        SourceTable table = provenance.table();
        List<byte[]> identity = new ArrayList<>(lines);
        identity.add(table.schema().getBytes(UTF_8));
        identity.add(table.name().getBytes(UTF_8));
        identity.add(transaction.record().getBytes(UTF_8));
        return !known.isNew(identity);
    }
}
