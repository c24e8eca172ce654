package dev.tributary.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.json.Json;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row before and after, without Debezium's placeholders for values that it did not send.
 *
 * @param unchanged columns that are missing in {@code after}, since they have the value that they had, which is not known here
 */
record DebeziumImages(@Nullable ObjectNode before, @Nullable ObjectNode after, Set<String> unchanged) {

    static DebeziumImages of(@Nullable ObjectNode before, @Nullable ObjectNode after) {
        ObjectNode known = before == null || !hasPlaceholder(before) ? before : filled(before, null, new HashSet<>());
        if (after == null || !hasPlaceholder(after)) {
            return new DebeziumImages(known, after, Set.of());
        }
        Set<String> unchanged = new HashSet<>();
        return new DebeziumImages(known, filled(after, known, unchanged), unchanged);
    }

    /** A placeholder gives way to what the column was, or goes. */
    private static ObjectNode filled(ObjectNode columns, @Nullable ObjectNode before, Set<String> unchanged) {
        ObjectNode filled = Json.object();
        for (Map.Entry<String, JsonNode> column : columns.properties()) {
            if (!ToastPlaceholder.is(column.getValue())) {
                filled.set(column.getKey(), column.getValue());
                continue;
            }
            JsonNode known = before == null ? null : before.get(column.getKey());
            // Null, where a key alone is told, is only what the others are filled up with.
            if (known != null && !known.isNull()) {
                filled.set(column.getKey(), known);
            } else {
                unchanged.add(column.getKey());
            }
        }
        return filled;
    }

    private static boolean hasPlaceholder(ObjectNode columns) {
        for (Map.Entry<String, JsonNode> column : columns.properties()) {
            if (ToastPlaceholder.is(column.getValue())) {
                return true;
            }
        }
        return false;
    }
}
