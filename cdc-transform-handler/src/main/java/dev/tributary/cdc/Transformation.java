package dev.tributary.cdc;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.aws.Deadline;
import dev.tributary.aws.Invocation;
import dev.tributary.batch.RejectedRecordException;
import dev.tributary.change.ChangeReader;
import dev.tributary.deadletter.DeadLetterQueue;
import dev.tributary.json.Json;
import dev.tributary.json.JsonPiece;
import dev.tributary.json.JsonValues;
import dev.tributary.lake.CorruptObjectException;
import dev.tributary.lake.ObjectPieces;
import dev.tributary.lake.ObjectReader;
import dev.tributary.lake.SpilledObjects;
import dev.tributary.lambda.ObjectNotification;
import dev.tributary.metrics.Metric;
import dev.tributary.metrics.Metrics;
import dev.tributary.quality.Cleansing;
import dev.tributary.quality.RowCheck;
import dev.tributary.quality.TableContracts;
import dev.tributary.record.ObjectVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a raw object through: read as a stream, sorted by table and day, written. Everything that is written follows from the raw
 * object, in its version, and from the settings, so that a repeat writes the same again, and completes what died half way.
 */
final class Transformation {

    private static final Logger LOG = LoggerFactory.getLogger(Transformation.class);

    private static final byte[] SAMPLE = """
            {"data": {"id": 1, "name": "priming", "amount": 1.5, "created_at": "2024-07-29T00:59:07Z"}, "before-image": {"id": 2},
             "metadata": {"timestamp": "2024-07-29T00:59:07.686557Z", "record-type": "data", "operation": "update",
              "schema-name": "priming", "table-name": "priming", "transaction-id": 1, "transaction-record-id": 1,
              "stream-position": "00000002/7C0073F8.2.00000002/7C0073F8", "commit-timestamp": "2024-07-29T00:59:07Z"}}""".getBytes(StandardCharsets.UTF_8);

    /** Zones, tables and days of one raw object; and compressed bytes that are kept in memory. */
    private static final SpilledObjects.Bounds BOUNDS = new SpilledObjects.Bounds(2_000, 64 << 20);

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
        if (!isRaw(object)) {
            LOG.warn("passed over: no raw object", entry("object", object.uri()), entry("raw", settings.rawPrefix()));
            return Json.object().put("object", object.uri()).put("passedOver", "not below " + settings.rawPrefix());
        }
        Counts counts = new Counts();
        RejectedPieces rejected =
                new RejectedPieces(settings.rejects(), notification, deadLetters, invocation, with.clock(), counts);
        try (SpilledObjects outputs = new SpilledObjects(with.s3(), settings.bucket(), temporary(), BOUNDS)) {
            RowSorter sorter = new RowSorter(changes, contracts, check, outputs(outputs, object), counts);
            read(object, sorter, rejected, counts, invocation);
            // Rows come last: a letter that cannot be sent leaves nothing behind but letters.
            rejected.send();
            for (SpilledObjects.Written written : outputs.putAll(invocation.writing())) {
                counts.written(written);
            }
        } finally {
            counts.publishRead(metrics);
        }
        counts.publishWritten(metrics);
        metrics.add(
                Metric.ARRIVAL_TO_COMMIT,
                Duration.between(notification.time(), with.clock().instant()).toMillis());
        ObjectNode summary = counts.summary();
        ObjectNode answer = Json.object().put("object", object.uri()).setAll(summary);
        log(answer);
        return answer;
    }

    /**
     * Takes a change through all steps but the put, and asks for an object that is not there, so that the first one behind a
     * snapshot finds its classes loaded.
     */
    void prime(Deadline deadline) {
        ObjectVersion object = new ObjectVersion(
                settings.bucket(), settings.rawPrefix() + "priming", Optional.empty(), Optional.of("priming"));
        try (SpilledObjects outputs = new SpilledObjects(with.s3(), settings.bucket(), temporary(), BOUNDS)) {
            RowSorter sorter = new RowSorter(changes, contracts, check, outputs(outputs, object), new Counts());
            JsonPiece piece = new JsonValues(new ByteArrayInputStream(SAMPLE), SAMPLE.length).next();
            if (piece instanceof JsonPiece.Value value) {
                sorter.take(value);
            }
            objects.prime(object.bucket(), object.key(), deadline);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RejectedRecordException e) {
            throw new IllegalStateException("a sample that is refused", e);
        }
    }

    /** As fields, which a query can count. */
    private static void log(ObjectNode facts) {
        LOG.info(
                "raw object",
                facts.properties().stream()
                        .map(fact -> entry(
                                fact.getKey(),
                                fact.getValue().isNumber()
                                        ? fact.getValue().numberValue()
                                        : fact.getValue().asText()))
                        .toArray());
    }

    private TableOutputs outputs(SpilledObjects outputs, ObjectVersion raw) {
        return new TableOutputs(outputs, raw, settings.databasesApart());
    }

    private Path temporary() throws IOException {
        return Files.createDirectories(with.temporary());
    }

    /** Of the raw zone, and not what marks a folder. The outputs may be in the same bucket, and are no input. */
    private boolean isRaw(ObjectVersion object) {
        return object.key().startsWith(settings.rawPrefix()) && !object.key().endsWith("/");
    }

    private void read(
            ObjectVersion object, RowSorter sorter, RejectedPieces rejected, Counts counts, Invocation invocation)
            throws IOException {
        long end = 0;
        ObjectPieces.Bounds bounds = new ObjectPieces.Bounds(settings.maxObjectBytes(), settings.maxChangeBytes());
        try (ObjectPieces pieces = new ObjectPieces(objects.open(object, invocation.processing()), bounds)) {
            for (JsonPiece piece = pieces.next(); piece != null; piece = pieces.next()) {
                take(piece, sorter, rejected);
                end = piece.offset() + piece.length();
            }
        } catch (CorruptObjectException e) {
            // What was read of it stands: whoever reads it again gets as far.
            rejected.addRest(end, e);
        } finally {
            counts.read(end);
        }
    }

    private static void take(JsonPiece piece, RowSorter sorter, RejectedPieces rejected) throws IOException {
        if (piece instanceof JsonPiece.Broken broken) {
            rejected.add(broken);
        } else if (piece instanceof JsonPiece.Value value) {
            try {
                sorter.take(value);
                rejected.taken();
            } catch (RejectedRecordException e) {
                rejected.add(value, e.rejection());
            }
        }
    }
}
