package dev.tributary.cdc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A table that lives, and what its capture tells of it. Steps that cannot be, such as a change of no row, do nothing. */
final class History {

    /** Who tells of it. */
    enum Source {
        DMS,
        DEBEZIUM
    }

    /** What happens to the table, or to its capture. */
    enum Kind {
        PUT,
        LEAVE_NOTES,
        LEAVE_NOTES_TOLD_BEFORE,
        MOVE,
        MOVE_LEAVING_NOTES,
        DELETE,
        TRUNCATE,
        SNAPSHOT
    }

    record Step(Kind kind, String id, String other, String value) {}

    private final Source source;
    private final Map<String, ObjectNode> table = new TreeMap<>();
    private final Set<String> movedWithoutNotes = new HashSet<>();
    private final List<String> changes = new ArrayList<>();
    private int place;

    History(Source source) {
        this.source = source;
    }

    /** What the table holds, by id. */
    Map<String, ObjectNode> table() {
        return table;
    }

    /** Ids of rows that were moved there by an update that did not tell their notes, and since then by none that did. */
    Set<String> movedWithoutNotes() {
        return movedWithoutNotes;
    }

    /** The changes as they are captured, in order. */
    List<String> changes() {
        return changes;
    }

    void play(Step step) {
        place++;
        ObjectNode former = table.get(step.id);
        switch (step.kind) {
            case PUT -> put(step, former);
            case LEAVE_NOTES -> leaveNotes(step, former, false);
            case LEAVE_NOTES_TOLD_BEFORE -> leaveNotes(step, former, true);
            case MOVE -> move(step, former, false);
            case MOVE_LEAVING_NOTES -> move(step, former, true);
            case DELETE -> delete(step, former);
            case TRUNCATE -> truncate();
            case SNAPSHOT -> table.values().forEach(this::load);
        }
    }

    private ObjectNode row(Step step) {
        return Json.object()
                .put("id", step.id)
                .put("name", step.value.replace("-", " "))
                .put("notes", "notes " + place);
    }

    private void put(Step step, @Nullable ObjectNode former) {
        ObjectNode row = row(step);
        table.put(step.id, row);
        movedWithoutNotes.remove(step.id);
        tell(former == null ? "insert" : "update", null, row);
    }

    /** DMS sends all columns, and so never leaves one out. */
    private void leaveNotes(Step step, @Nullable ObjectNode former, boolean isTold) {
        if (former == null || source == Source.DMS) {
            return;
        }
        ObjectNode row = row(step).set("notes", former.get("notes"));
        table.put(step.id, row);
        tell("update", isTold ? former : null, withoutNotes(row));
        if (isTold) {
            movedWithoutNotes.remove(step.id);
        }
    }

    private void move(Step step, @Nullable ObjectNode former, boolean leavesNotes) {
        if (former == null || table.containsKey(step.other)) {
            return;
        }
        boolean leaves = leavesNotes && source == Source.DEBEZIUM;
        ObjectNode row = former.deepCopy().put("id", step.other);
        table.remove(step.id);
        table.put(step.other, row);
        movedWithoutNotes.remove(step.other);
        if (leaves) {
            movedWithoutNotes.add(step.other);
        }
        tell("update", Json.object().put("id", step.id), leaves ? withoutNotes(row) : row);
    }

    private static ObjectNode withoutNotes(ObjectNode row) {
        return row.deepCopy().put("notes", Changes.UNAVAILABLE);
    }

    private void delete(Step step, @Nullable ObjectNode former) {
        if (former != null) {
            table.remove(step.id);
            tell("delete", Json.object().put("id", step.id).putNull("name"), null);
        }
    }

    private void truncate() {
        table.clear();
        changes.add(
                source == Source.DMS
                        ? Changes.dmsControl(place, "truncate-table")
                        : Changes.debezium(place, "t", "", ""));
    }

    private void load(ObjectNode row) {
        changes.add(
                source == Source.DMS ? Changes.dmsLoad(place, text(row)) : Changes.debezium(place, "r", "", text(row)));
    }

    private void tell(String operation, @Nullable ObjectNode before, @Nullable ObjectNode after) {
        changes.add(
                source == Source.DMS
                        ? dms(operation, before, after)
                        : Changes.debezium(
                                place,
                                operation.equals("insert") ? "c" : operation.substring(0, 1),
                                text(before),
                                text(after)));
    }

    /** Of a deletion, DMS tells what there was as data. */
    private String dms(String operation, @Nullable ObjectNode before, @Nullable ObjectNode after) {
        return after == null
                ? Changes.dms(place, operation, text(before))
                : Changes.dms(place, operation, text(after), text(before));
    }

    private static String text(@Nullable ObjectNode columns) {
        return columns == null ? "" : Json.writeAscii(columns);
    }
}
