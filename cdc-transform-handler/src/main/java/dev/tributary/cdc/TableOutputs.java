package dev.tributary.cdc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.change.LogicalMessage;
import dev.tributary.change.Provenance;
import dev.tributary.change.SchemaChange;
import dev.tributary.change.SourceTable;
import dev.tributary.json.IsoTimes;
import dev.tributary.json.Json;
import dev.tributary.lake.SpilledObjects;
import dev.tributary.lake.TableFolder;
import dev.tributary.quality.Verdict;
import dev.tributary.record.ObjectVersion;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The objects that come of one raw object: one for each zone, table and day of commit. Their names follow from the raw object, and
 * so does everything in them.
 */
final class TableOutputs {

    private static final long SECONDS_A_DAY = 86_400;

    /** Where the lines of what comes of a table go. */
    private enum Zone {
        TRUSTED("trusted"),
        QUARANTINE("quarantine"),
        SCHEMA_CHANGES("schema-changes"),
        MESSAGES("messages");

        private final String folder;

        Zone(String folder) {
            this.folder = folder;
        }
    }

    private record Partition(Zone zone, String schema, String name, long day) {}

    private final SpilledObjects objects;
    private final String sourceObject;
    private final String name;
    private final Map<Partition, String> keys = new HashMap<>();

    TableOutputs(SpilledObjects objects, ObjectVersion raw) {
        this.objects = objects;
        this.sourceObject = raw.uri();
        this.name = raw.identity();
    }

    /** The raw object, as its rows name it. */
    String sourceObject() {
        return sourceObject;
    }

    /** Adds the line of a row. */
    void add(SourceTable table, Verdict verdict, byte[] line) throws IOException {
        Zone zone = verdict instanceof Verdict.Clean ? Zone.TRUSTED : Zone.QUARANTINE;
        add(zone, table, table.name(), verdict.row().committed(), line);
    }

    void add(SchemaChange change) throws IOException {
        ObjectNode line = Json.object().put("operation", change.operation()).set("details", change.details());
        SourceTable table = change.provenance().table();
        add(
                Zone.SCHEMA_CHANGES,
                table,
                table.name(),
                change.provenance().committed(),
                described(line, change.provenance()));
    }

    void add(LogicalMessage message) throws IOException {
        ObjectNode line = Json.object().put("prefix", message.prefix()).set("message", message.content());
        add(
                Zone.MESSAGES,
                message.provenance().table(),
                message.prefix(),
                message.provenance().committed(),
                described(line, message.provenance()));
    }

    private byte[] described(ObjectNode line, Provenance provenance) {
        return Json.write(line.put("_committed_at", IsoTimes.text(provenance.committed()))
                .put("_order", provenance.order().text())
                .put("_source_object", sourceObject));
    }

    private void add(Zone zone, SourceTable table, String folder, Instant committed, byte[] line) throws IOException {
        long day = Math.floorDiv(committed.getEpochSecond(), SECONDS_A_DAY);
        String key = keys.computeIfAbsent(
                new Partition(zone, table.schema(), folder, day),
                any -> new TableFolder(zone.folder, table.schema(), folder).key(committed, name));
        objects.add(key, this::metadata, line);
    }

    /** Which raw object this comes of, in the form that the names have: metadata is ASCII, and keys are not. */
    private Map<String, String> metadata() {
        return Map.of("raw-object", name);
    }
}
