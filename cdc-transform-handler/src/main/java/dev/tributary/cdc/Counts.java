package dev.tributary.cdc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.json.Json;
import dev.tributary.lake.SpilledObjects;
import dev.tributary.metrics.Metric;
import dev.tributary.metrics.Metrics;
import dev.tributary.quality.Verdict;

/** What became of one raw object's content. */
final class Counts {

    private long bytes;
    private long changes;
    private long tombstones;
    private long repeats;
    private long rows;
    private long quarantined;
    private long schemaChanges;
    private long messages;
    private long deadLettered;
    private long objects;
    private long bytesWritten;
    private boolean heldBack;

    /** Bytes of the content, decompressed. */
    void read(long count) {
        bytes = count;
    }

    /** A change event that was recognised. */
    void change() {
        changes++;
    }

    /** A mark of Debezium's for what compacts its topics: the delete before it says all that it does. */
    void tombstone() {
        tombstones++;
    }

    /** A change that the source sent again. */
    void repeat() {
        repeats++;
    }

    /** A row of trusted, or one that broke a rule. */
    void row(Verdict verdict) {
        if (verdict instanceof Verdict.Clean) {
            rows++;
        } else {
            quarantined++;
        }
    }

    void schemaChange() {
        schemaChanges++;
    }

    void message() {
        messages++;
    }

    /** Dead letters that are in the queue. */
    void deadLettered(int count) {
        deadLettered += count;
    }

    /** The object fails, since too much of it is no change event. */
    void heldBack() {
        heldBack = true;
    }

    /** An object that holds some of it. */
    void written(SpilledObjects.Written written) {
        objects++;
        bytesWritten += written.bytes();
    }

    /** Publishes what was read and set aside, which is done also where the object fails. */
    void publishRead(Metrics metrics) {
        metrics.add(Metric.BYTES_READ, bytes);
        metrics.add(Metric.CHANGES_READ, changes);
        metrics.add(Metric.CHANGES_REPEATED, repeats);
        metrics.add(Metric.RECORDS_DEAD_LETTERED, deadLettered);
        if (heldBack) {
            metrics.add(Metric.BREAKER_OPEN, 1);
        }
    }

    /** Publishes what is done once all of it is written: a repeat writes it again, and is to count it once. */
    void publishWritten(Metrics metrics) {
        metrics.add(Metric.OBJECTS_READ, 1);
        metrics.add(Metric.ROWS_WRITTEN, rows);
        metrics.add(Metric.ROWS_QUARANTINED, quarantined);
        metrics.add(Metric.SCHEMA_CHANGES, schemaChanges);
        metrics.add(Metric.BYTES_WRITTEN, bytesWritten);
    }

    /** For a person, and for the log. */
    ObjectNode summary() {
        return Json.object()
                .put("bytes", bytes)
                .put("changes", changes)
                .put("tombstones", tombstones)
                .put("repeats", repeats)
                .put("rows", rows)
                .put("quarantined", quarantined)
                .put("schemaChanges", schemaChanges)
                .put("messages", messages)
                .put("deadLettered", deadLettered)
                .put("objects", objects)
                .put("bytesWritten", bytesWritten);
    }
}
