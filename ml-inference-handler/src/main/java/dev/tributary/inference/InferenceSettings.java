package dev.tributary.inference;

import dev.tributary.config.Environment;
import dev.tributary.config.InvalidSettingsException;
import dev.tributary.config.Setting;
import dev.tributary.config.SettingsReader;
import dev.tributary.inference.model.ModelId;
import dev.tributary.inference.score.RunSettings;
import dev.tributary.inference.score.ScoredTable;
import dev.tributary.lake.LakeLocation;
import dev.tributary.lake.ObjectPieces;
import java.util.Optional;

/**
 * What {@link MlInferenceHandler} is told by its environment.
 *
 * @param bucket the bucket of change data
 * @param trustedZone the folder of its rows
 * @param queueUrl the queue that S3 announces new rows in
 * @param model the model
 * @param modelBucket the bucket that it is in; empty where it is in the package
 * @param table the table that is scored, as {@code schema.name}; empty for the one that the model's manifest names
 * @param scoreTable the table that remembers what was scored
 * @param maxRows keys whose rows are in memory at a time
 * @param bounds bytes that an object may have, decompressed, and one row of it
 * @param runLease whether a run takes a lease first; not needed where one execution of the function is all that may be
 * @param deadLetterQueueUrl the queue for objects and announcements that cannot be read
 * @param deadLetterBucket the bucket for payloads that are too large for that queue
 * @param metricsNamespace the namespace of the metrics
 */
record InferenceSettings(
        String bucket,
        String trustedZone,
        String queueUrl,
        ModelId model,
        Optional<String> modelBucket,
        Optional<String> table,
        String scoreTable,
        int maxRows,
        ObjectPieces.Bounds bounds,
        boolean runLease,
        String deadLetterQueueUrl,
        String deadLetterBucket,
        String metricsNamespace) {

    private static final int MEGABYTE_BITS = 20;
    private static final String MODEL = "name/version, such as employee-salary/1";

    /**
     * Reads the settings.
     *
     * @throws InvalidSettingsException naming everything that is missing or malformed
     */
    static InferenceSettings read(Environment environment) {
        SettingsReader reader = new SettingsReader(environment);
        Setting<String> bucket = reader.text("CHANGE_BUCKET");
        Setting<String> prefix = reader.text(
                "TRUSTED_PREFIX", "trusted/", InferenceSettings::isFolder, "a folder with a slash behind it");
        Setting<String> queue = reader.text("ANNOUNCEMENT_QUEUE_URL");
        Setting<String> model = reader.text("MODEL", InferenceSettings::isModel, MODEL);
        Setting<String> modelBucket = reader.text("MODEL_BUCKET", "");
        Setting<String> table =
                reader.text("TABLE", "", text -> text.isEmpty() || ScoredTable.isName(text), ScoredTable.EXPECTED);
        Setting<String> scores = reader.text("SCORE_TABLE");
        Setting<Integer> maxRows = reader.integer("MAX_ROWS", 100_000, 1, 1_000_000);
        Setting<Integer> rowBytes = reader.integer("MAX_ROW_BYTES", 4 << MEGABYTE_BITS, 1_024, 16 << MEGABYTE_BITS);
        Setting<Integer> objectMegabytes = reader.integer("MAX_OBJECT_MEGABYTES", 2_048, 1, 10_240);
        Setting<Boolean> runLease = reader.flag("RUN_LEASE", true);
        Setting<String> deadLetters = reader.text("DEAD_LETTER_QUEUE_URL");
        Setting<String> deadLetterBucket = reader.text("DEAD_LETTER_BUCKET");
        Setting<String> namespace = reader.text("METRICS_NAMESPACE");
        reader.check();
        return new InferenceSettings(
                bucket.value(),
                zone(prefix.value()),
                queue.value(),
                ModelId.parse(model.value()),
                Optional.of(modelBucket.value()).filter(name -> !name.isEmpty()),
                Optional.of(table.value()).filter(name -> !name.isEmpty()),
                scores.value(),
                maxRows.value(),
                new ObjectPieces.Bounds((long) objectMegabytes.value() << MEGABYTE_BITS, rowBytes.value()),
                runLease.value(),
                deadLetters.value(),
                deadLetterBucket.value(),
                namespace.value());
    }

    /**
     * What a run is told.
     *
     * @param tableOfModel the table that the model's manifest names
     * @throws IllegalArgumentException if it is the one that counts, and is none
     */
    RunSettings run(String tableOfModel) {
        return new RunSettings(
                bucket,
                trustedZone,
                ScoredTable.parse(table.orElse(tableOfModel)),
                queueUrl,
                scoreTable,
                maxRows,
                bounds,
                runLease);
    }

    private static boolean isFolder(String prefix) {
        return prefix.endsWith("/") && LakeLocation.isFolder(zone(prefix));
    }

    private static String zone(String prefix) {
        return prefix.substring(0, prefix.length() - 1);
    }

    private static boolean isModel(String text) {
        try {
            ModelId.parse(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
