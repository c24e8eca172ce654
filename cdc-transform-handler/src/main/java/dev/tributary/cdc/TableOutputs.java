package dev.tributary.cdc;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

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
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The objects that come of one raw object: one for each zone, table and day of commit. Their names follow from the raw object, and
 * so does everything in them.
 */
final class TableOutputs {

    private static final Logger LOG = LoggerFactory.getLogger(TableOutputs.class);

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

    private record Partition(Zone zone, SourceTable table, long day) {}

    private final SpilledObjects objects;
    private final String sourceObject;
    private final String name;
    private final boolean databasesApart;
    private final Map<Partition, String> keys = new HashMap<>();
    private final Map<String, SourceTable> tables = new HashMap<>();
    private boolean isMixed;

    /** @param databasesApart whether tables of the same schema and name have folders of their own in each database */
    TableOutputs(SpilledObjects objects, ObjectVersion raw, boolean databasesApart) {
        this.objects = objects;
        this.sourceObject = raw.uri();
        this.name = raw.identity();
        this.databasesApart = databasesApart;
    }

    /** The raw object, as its rows name it. */
    String sourceObject() {
        return sourceObject;
    }

    /** Adds the line of a row. */
    void add(SourceTable table, Verdict verdict, byte[] line) throws IOException {
        Zone zone = verdict instanceof Verdict.Clean ? Zone.TRUSTED : Zone.QUARANTINE;
        add(zone, table, verdict.row().committed(), line);
    }

    void add(SchemaChange change) throws IOException {
        ObjectNode line = Json.object().put("operation", change.operation()).set("details", change.details());
        Provenance provenance = change.provenance();
        add(Zone.SCHEMA_CHANGES, provenance.table(), provenance.committed(), described(line, provenance));
    }

    /** Adds a message: those of all databases and prefixes are together, since their number is nobody's choice here. */
    void add(LogicalMessage message) throws IOException {
        Provenance provenance = message.provenance();
        ObjectNode line = Json.object();
        putTold(line, "server", provenance.table().server());
        putTold(line, "database", provenance.table().database());
        putTold(line, "schema", provenance.table().schema());
        line.put("prefix", message.prefix()).set("message", message.content());
        add(Zone.MESSAGES, provenance.table(), provenance.committed(), described(line, provenance));
    }

    private static void putTold(ObjectNode line, String field, String name) {
        if (!name.isEmpty()) {
            line.put(field, name);
        }
    }

    private byte[] described(ObjectNode line, Provenance provenance) {
        return Json.write(line.put("_committed_at", IsoTimes.text(provenance.committed()))
                .put("_order", provenance.order().text())
                .put("_source_object", sourceObject));
    }

    private void add(Zone zone, SourceTable table, Instant committed, byte[] line) throws IOException {
        Partition partition = new Partition(zone, table, Math.floorDiv(committed.getEpochSecond(), SECONDS_A_DAY));
        String key = keys.get(partition);
        if (key == null) {
            key = folder(zone, table).key(committed, name);
            keys.put(partition, key);
        }
        objects.add(key, this::metadata, line);
    }

    private TableFolder folder(Zone zone, SourceTable table) {
        if (zone == Zone.MESSAGES) {
            return TableFolder.ofNoTable(zone.folder);
        }
        TableFolder folder = databasesApart
                ? TableFolder.of(zone.folder, List.of(table.server(), table.database(), table.schema()), table.name())
                : new TableFolder(zone.folder, table.schema(), table.name());
        SourceTable first = tables.putIfAbsent(folder.toString(), table);
        if (first != null && !first.equals(table) && !isMixed) {
            isMixed = true;
            LOG.warn(
                    "two tables in one folder (expected: one; see DATABASES_APART)",
                    entry("folder", folder.toString()),
                    entry("one", described(first)),
                    entry("other", described(table)));
        }
        return folder;
    }

    private static String described(SourceTable table) {
        return table.system() + " " + table.fullName();
    }

    /** Which raw object this comes of, in the form that the names have: metadata is ASCII, and keys are not. */
    private Map<String, String> metadata() {
        return Map.of("raw-object", name);
    }
}
