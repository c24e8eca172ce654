package dev.tributary.cdc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.change.Provenance;
import dev.tributary.change.Provenance.Transaction;
import dev.tributary.change.SourceTable;
import dev.tributary.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes that the source sent again, as DMS and Debezium do when they restart: the same lines, with the same place in the
 * source's log, of the same table of the same database, and place in the same transaction. So what is dropped has been written.
 *
 * <p>Snapshot rows, and changes whose source tells no transaction, are never repeats: nothing tells two of them apart that only
 * look alike. Nor are changes of rows without a key whose source does not count them within their transaction: one statement can
 * insert the same row twice, at one place of the log.
 */
final class RepeatedChanges {

    private final Repeats known = new Repeats();

    /** As many as an object may have outputs, since the first change of a table is none that is dropped. */
    private final Map<SourceTable, byte[]> tables = new HashMap<>();

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
        List<byte[]> identity = new ArrayList<>(lines);
        identity.add(tables.computeIfAbsent(provenance.table(), RepeatedChanges::identity));
        identity.add(transaction.id().getBytes(UTF_8));
        identity.add(transaction.record().getBytes(UTF_8));
        return !known.isNew(identity);
    }

    /** What tells a table from those of the same name elsewhere; as JSON, so that no two tables give the same bytes. */
    private static byte[] identity(SourceTable table) {
        ObjectNode names = Json.object();
        names.putArray("table")
                .add(table.system())
                .add(table.server())
                .add(table.database())
                .add(table.schema())
                .add(table.name());
        return Json.write(names);
    }
}
