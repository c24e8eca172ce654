package dev.tributary.local.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells what Debezium captured as AWS DMS does, with transaction details and before images of the key, a line of JSON each.
 * Debezium sends a placeholder for a large value that did not change, and DMS reads the value; so a copy of the table is kept on
 * the way, to take it from. And Debezium sends a changed key as a delete and an insert of one position, and DMS as an update.
 */
final class DmsForm {

    private static final String UNCHANGED = "__debezium_unavailable_value";
    private static final String DATA = "data";
    private static final String CONTROL = "control";

    private final DmsMetadata metadata = new DmsMetadata();
    private final List<CapturedChange> load = new ArrayList<>();
    private final List<CapturedChange> changes = new ArrayList<>();

    /** Rows as Debezium tells of them, by id. */
    private final Map<Long, ObjectNode> rows = new HashMap<>();

    private final Set<Column> columns = EnumSet.copyOf(Column.atFirst());

    /** A delete that the next event may make part of a changed key. */
    private @Nullable CapturedEvent deleted;

    private DmsForm() {}

    /** What a task would read. */
    static DmsTask of(List<CapturedEvent> events) {
        DmsForm form = new DmsForm();
        events.stream().filter(event -> !event.isTombstone()).forEach(form::add);
        form.delete();
        return new DmsTask(form.load, form.changes);
    }

    private void add(CapturedEvent event) {
        if (load.isEmpty()) {
            createTable(event);
        }
        if (event.operation().equals("c") && deleted != null && deleted.lsn() == event.lsn()) {
            CapturedEvent delete = deleted;
            deleted = null;
            changeKey(delete, event);
            return;
        }
        delete();
        switch (event.operation()) {
            case "r" -> load(event);
            case "c" -> insert(event);
            case "u" -> update(event);
            case "d" -> deleted = event;
            case "t" -> truncate(event);
            case "m" -> message(event);
            default ->
                throw new IllegalStateException("op: " + event.operation() + " (expected: one of r, c, u, d, t, m)");
        }
    }

    private void createTable(CapturedEvent first) {
        String operation = "create-table";
        load.add(control(definition(), metadata.load(first, CONTROL, operation, CapturedChanges.DMS_TABLE)));
    }

    private void load(CapturedEvent event) {
        ObjectNode row = keep(event, id(event.after()));
        String key = partitionKey(event.after());
        load.add(record(key, row, null, metadata.load(event, DATA, "load", key)));
    }

    private void insert(CapturedEvent event) {
        ObjectNode row = keep(event, id(event.after()));
        String key = partitionKey(event.after());
        changes.add(record(key, row, null, metadata.change(event, DATA, "insert", key)));
    }

    private void update(CapturedEvent event) {
        ObjectNode row = keep(event, id(event.after()));
        String key = partitionKey(event.after());
        ObjectNode sameKey = JsonNodeFactory.instance.objectNode();
        changes.add(record(key, row, sameKey, metadata.change(event, DATA, "update", key)));
    }

    private void changeKey(CapturedEvent before, CapturedEvent after) {
        ObjectNode row = keep(after, id(before.before()));
        rows.remove(id(before.before()));
        String key = partitionKey(after.after());
        changes.add(record(key, row, key(before), metadata.change(after, DATA, "update", key)));
    }

    private void delete() {
        if (deleted == null) {
            return;
        }
        rows.remove(id(deleted.before()));
        String key = partitionKey(deleted.before());
        changes.add(record(key, key(deleted), null, metadata.change(deleted, DATA, "delete", key)));
        deleted = null;
    }

    private void truncate(CapturedEvent event) {
        rows.clear();
        ObjectNode nothing = JsonNodeFactory.instance.objectNode();
        changes.add(control(nothing, metadata.change(event, CONTROL, "truncate-table", CapturedChanges.DMS_TABLE)));
    }

    /** DMS sends no messages, but it learns of definitions, from a table that an event trigger writes. */
    private void message(CapturedEvent event) {
        if (event.isMessage(Workload.DEFINITIONS)) {
            columns.add(Column.TEAM);
            changes.add(
                    control(definition(), metadata.change(event, CONTROL, "add-column", CapturedChanges.DMS_TABLE)));
        }
    }

    /** Puts the row that an event tells of into the copy, and gives it as DMS writes it. */
    private ObjectNode keep(CapturedEvent event, long idBefore) {
        ObjectNode row = (ObjectNode) event.after().deepCopy();
        ObjectNode before = rows.get(idBefore);
        row.properties().stream()
                .filter(column -> column.getValue().asText().equals(UNCHANGED))
                .forEach(column -> column.setValue(known(before, column.getKey())));
        rows.put(id(row), row);
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        row.properties().stream()
                .filter(column -> !column.getValue().isNull())
                .forEach(column -> written.set(
                        column.getKey(), Column.named(column.getKey()).dms(column.getValue())));
        return written;
    }

    private static JsonNode known(@Nullable ObjectNode before, String column) {
        if (before == null) {
            throw new IllegalStateException(column + ": unchanged in a row that was not there");
        }
        return before.path(column);
    }

    private ObjectNode definition() {
        ObjectNode definition = JsonNodeFactory.instance.objectNode();
        ObjectNode table = definition.putObject("table-def");
        ObjectNode types = table.putObject("columns");
        columns.forEach(column -> types.set(column.sqlName(), column.dmsDefinition()));
        ArrayNode key = table.putArray("primary-key");
        key.add(Column.ID.sqlName());
        return definition;
    }

    private static ObjectNode key(CapturedEvent deleted) {
        return JsonNodeFactory.instance.objectNode().put(Column.ID.sqlName(), id(deleted.before()));
    }

    private static long id(JsonNode row) {
        return row.path(Column.ID.sqlName()).asLong();
    }

    private static String partitionKey(JsonNode row) {
        return CapturedChanges.DMS_TABLE + "." + id(row);
    }

    private static CapturedChange record(
            String partitionKey, ObjectNode data, @Nullable ObjectNode before, ObjectNode metadata) {
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.set("data", data);
        if (before != null) {
            record.set("before-image", before);
        }
        return line(partitionKey, record, metadata);
    }

    private static CapturedChange control(ObjectNode control, ObjectNode metadata) {
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.set("control", control);
        return line(CapturedChanges.DMS_TABLE, record, metadata);
    }

    private static CapturedChange line(String partitionKey, ObjectNode record, ObjectNode metadata) {
        record.set("metadata", metadata);
        return new CapturedChange(partitionKey, (record + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
