package dev.tributary.cdc;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.aws.Invocation;
import dev.tributary.batch.RejectedRecordException;
import dev.tributary.change.ChangeReader;
import dev.tributary.deadletter.DeadLetterQueue;
import dev.tributary.json.Json;
import dev.tributary.json.JsonPiece;
import dev.tributary.json.JsonValues;
import dev.tributary.lake.CorruptObjectException;
import dev.tributary.lake.GzipInput;
import dev.tributary.lake.ObjectReader;
import dev.tributary.lake.SpilledObjects;
import dev.tributary.lambda.ObjectNotification;
import dev.tributary.metrics.Metric;
import dev.tributary.metrics.Metrics;
import dev.tributary.quality.Cleansing;
import dev.tributary.quality.RowCheck;
import dev.tributary.quality.TableContracts;
import dev.tributary.record.ObjectVersion;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a raw object through: read as a stream, sorted by table and day, written. Everything that is written follows from the raw
 * object, in its version, and from the settings, so that a repeat writes the same again, and completes what died half way.
 */
final class Transformation {

    private static final Logger LOG = LoggerFactory.getLogger(Transformation.class);

    private final CdcSettings settings;
    private final ObjectReader objects;
    private final ChangeReader changes;
    private final TableContracts contracts;
    private final RowCheck check;
    private final DeadLetterQueue deadLetters;
    private final Metrics metrics;
    private final Collaborators with;

    Transformation(CdcSettings settings, DeadLetterQueue deadLetters, Metrics metrics, Collaborators with) {
        this.settings = settings;
        this.objects = new ObjectReader(with.s3());
        this.changes = new ChangeReader(settings.beforeImagePrefix());
        this.contracts = new TableContracts(settings.sharedContracts());
        this.check = new RowCheck(new Cleansing(settings.cleansing()));
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.with = with;
    }

    /**
     * Transforms one raw object.
     *
     * @return what became of its content
     * @throws IOException if its content broke off, a dead letter or an output could not be written, or time is up
     */
    ObjectNode process(ObjectNotification notification, Invocation invocation) throws IOException {
        ObjectVersion object = notification.object();
        String uri = "s3://" + object.bucket() + "/" + object.key();
        if (!isRaw(object)) {
            LOG.warn("passed over: no raw object", entry("object", uri), entry("rawPrefix", settings.rawPrefix()));
            return Json.object().put("object", uri).put("passedOver", "not below " + settings.rawPrefix());
        }
        Counts counts = new Counts();
        RejectedPieces rejected = new RejectedPieces(notification, deadLetters, invocation, with.clock(), counts);
        try (SpilledObjects outputs = outputs()) {
            RowSorter sorter = new RowSorter(
                    new TableOutputs(outputs, object, uri), changes, new Repeats(), contracts, check, counts);
            read(object, sorter, rejected, counts, invocation);
            rejected.send();
            metrics.add(Metric.BYTES_WRITTEN, outputs.putAll(invocation.writing()));
        }
        counts.publish(metrics);
        metrics.add(
                Metric.ARRIVAL_TO_COMMIT,
                Duration.between(notification.time(), with.clock().instant()).toMillis());
        ObjectNode summary = counts.summary();
        LOG.info("raw object", entry("object", uri), entry("counts", summary.toString()));
        return Json.object().put("object", uri).setAll(summary);
    }

    /** Of the raw zone, and not what marks a folder. The outputs may be in the same bucket, and are no input. */
    private boolean isRaw(ObjectVersion object) {
        return object.key().startsWith(settings.rawPrefix()) && !object.key().endsWith("/");
    }

    private void read(
            ObjectVersion object, RowSorter sorter, RejectedPieces rejected, Counts counts, Invocation invocation)
            throws IOException {
        long end = 0;
        try (InputStream content =
                new GzipInput(objects.open(object, invocation.processing()), settings.maxObjectBytes())) {
            JsonValues values = new JsonValues(content, settings.maxChangeBytes());
            for (JsonPiece piece = values.next(); piece != null; piece = values.next()) {
                take(piece, sorter, rejected);
                end = piece.offset() + piece.length();
            }
        } catch (CorruptObjectException e) {
            // What was read of it stands: whoever reads it again gets as far.
            rejected.addRest(end, e);
        }
        counts.read(end);
    }

    private static void take(JsonPiece piece, RowSorter sorter, RejectedPieces rejected) throws IOException {
        if (piece instanceof JsonPiece.Broken broken) {
            rejected.add(broken);
        } else if (piece instanceof JsonPiece.Value value) {
            try {
                sorter.take(value);
            } catch (RejectedRecordException e) {
                rejected.add(value, e.rejection());
            }
        }
    }
}
