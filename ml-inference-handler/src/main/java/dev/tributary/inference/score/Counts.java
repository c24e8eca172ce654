package dev.tributary.inference.score;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.json.Json;
import dev.tributary.metrics.Metric;
import dev.tributary.metrics.Metrics;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of what a run, or a part of it, has read. */
final class Counts {

    private long objects;
    private long bytes;
    private long rows;
    private long scored;
    private long repeated;
    private long late;
    private long tombstones;
    private long quarantined;
    private long unreadable;
    private long passedOver;
    private long deadLettered;
    private long bytesWritten;
    private @Nullable Instant oldest;

    /** An object that was read to its end. */
    void object(long count) {
        objects++;
        bytes += count;
    }

    void row() {
        rows++;
    }

    /** A row with a prediction. */
    void scored(Instant committed) {
        scored++;
        oldest = oldest == null || committed.isBefore(oldest) ? committed : oldest;
    }

    /** A row that was scored, or set aside, before. */
    void repeated() {
        repeated++;
    }

    /** A row that is older than what was scored of its key. */
    void late() {
        late++;
    }

    /** A row that says that a row, or all of them, are gone. */
    void tombstone() {
        tombstones++;
    }

    void quarantined() {
        quarantined++;
    }

    /** An object, or a message, that is not what it should be, or not all of it. */
    void unreadable() {
        unreadable++;
    }

    /** An object that is none of the table's, or a message that tells of none. */
    void passedOver() {
        passedOver++;
    }

    void deadLettered(int count) {
        deadLettered += count;
    }

    void written(long count) {
        bytesWritten += count;
    }

    /** Adds what became of a part of the run, once it is durable. */
    void add(Counts part) {
        scored += part.scored;
        repeated += part.repeated;
        late += part.late;
        tombstones += part.tombstones;
        quarantined += part.quarantined;
        bytesWritten += part.bytesWritten;
        if (part.oldest != null && (oldest == null || part.oldest.isBefore(oldest))) {
            oldest = part.oldest;
        }
    }

    /** Publishes all of it; of a run that fails, what is durable and what was read. */
    void publish(Metrics metrics, Instant now) {
        metrics.add(Metric.OBJECTS_READ, objects);
        metrics.add(Metric.BYTES_READ, bytes);
        metrics.add(Metric.ROWS_READ, rows);
        metrics.add(Metric.ROWS_SCORED, scored);
        metrics.add(Metric.ROWS_REPEATED, repeated);
        metrics.add(Metric.ROWS_LATE, late);
        metrics.add(Metric.ROWS_QUARANTINED, quarantined);
        metrics.add(Metric.RECORDS_DEAD_LETTERED, deadLettered);
        metrics.add(Metric.BYTES_WRITTEN, bytesWritten);
        if (oldest != null) {
            metrics.add(
                    Metric.OLDEST_CHANGE_SCORED, Duration.between(oldest, now).toMillis());
        }
    }

    /** For a person, and for the log. */
    ObjectNode summary() {
        return Json.object()
                .put("objects", objects)
                .put("rows", rows)
                .put("scored", scored)
                .put("repeated", repeated)
                .put("late", late)
                .put("tombstones", tombstones)
                .put("quarantined", quarantined)
                .put("unreadable", unreadable)
                .put("passedOver", passedOver);
    }
}
