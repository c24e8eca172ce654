package dev.tributary.cdc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.change.ChangeRow;
import dev.tributary.change.Provenance;
import dev.tributary.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Changes that the source sent again, as DMS and Debezium do when they restart: the same place in the source's log, the same
 * place in the transaction, the same key. Snapshot rows, and changes whose source tells no transaction, have no such place.
 */
final class RepeatedChanges {

    private static final char SEPARATOR = 0;

    private final Repeats known = new Repeats();

    /**
     * Whether a change was there before.
     *
     * @param rows its rows
     * @param key the columns of its key; if there are none, all of them tell it apart
     */
    boolean isRepeat(Provenance provenance, List<ChangeRow> rows, List<String> key) {
        if (provenance.transaction().isEmpty() || provenance.order().isSnapshot()) {
            return false;
        }
        StringBuilder identity = new StringBuilder()
                .append(provenance.table().schema())
                .append(SEPARATOR)
                .append(provenance.table().name())
                .append(SEPARATOR)
                .append(provenance.order().text());
        for (ChangeRow row : rows) {
            identity.append(SEPARATOR).append(row.op().text()).append(SEPARATOR);
            addKey(row.columns(), key, identity);
        }
        return !known.isNew(identity.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void addKey(ObjectNode columns, List<String> key, StringBuilder identity) {
        if (key.isEmpty()) {
            identity.append(Json.writeAscii(columns));
        }
        for (String column : key) {
            JsonNode value = columns.path(column);
            // The type too: a text may look like a number.
            identity.append(value.getNodeType().ordinal()).append(SEPARATOR);
            identity.append(value.isValueNode() ? value.asText() : value.toString())
                    .append(SEPARATOR);
        }
    }
}
