package dev.tributary.cdc;

import dev.tributary.batch.RejectLimit;
import dev.tributary.change.ChangeReader;
import dev.tributary.config.Environment;
import dev.tributary.config.InvalidSettingsException;
import dev.tributary.config.Setting;
import dev.tributary.config.SettingsReader;
import dev.tributary.quality.CleansingSettings;
import dev.tributary.quality.TableContracts;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What {@link CdcTransformHandler} is told by its environment.
 *
 * @param bucket the bucket that rows are written to
 * @param rawPrefix what the keys of raw objects begin with; others are passed over
 * @param cleansing what is done to every row
 * @param sharedContracts tables that have the contract of another one, by qualified name
 * @param databasesApart whether tables of the same schema and name have folders of their own in each database
 * @param beforeImagePrefix what DMS puts before the names of columns that hold what a column was; empty if it sends none, which
 *     the variable says as {@code none}, since a blank one counts as missing
 * @param maxChangeBytes bytes that one value of a raw object may have
 * @param maxObjectBytes bytes that a raw object may have, decompressed
 * @param rejects how many rejects are set aside
 * @param deadLetterQueueUrl the queue for what is no change event
 * @param deadLetterBucket the bucket for payloads that are too large for that queue
 * @param metricsNamespace the namespace of the metrics
 */
record CdcSettings(
        String bucket,
        String rawPrefix,
        CleansingSettings cleansing,
        Map<String, String> sharedContracts,
        boolean databasesApart,
        String beforeImagePrefix,
        int maxChangeBytes,
        long maxObjectBytes,
        RejectLimit rejects,
        String deadLetterQueueUrl,
        String deadLetterBucket,
        String metricsNamespace) {

    private static final String NONE = "none";
    private static final int MEGABYTE_BITS = 20;

    /**
     * Reads the settings.
     *
     * @throws InvalidSettingsException naming everything that is missing or malformed
     */
    static CdcSettings read(Environment environment) {
        SettingsReader reader = new SettingsReader(environment);
        Setting<String> bucket = reader.text("CHANGE_BUCKET");
        Setting<String> rawPrefix = reader.text("RAW_PREFIX", "raw/");
        Setting<CleansingSettings> cleansing = reader.json("CLEANSING", "{}", CleansingSettings::parse);
        Setting<Map<String, String>> contracts = reader.json("TABLE_CONTRACTS", "{}", TableContracts::parse);
        Setting<Boolean> apart = reader.flag("DATABASES_APART", false);
        Setting<String> prefix = reader.text("DMS_BEFORE_IMAGE_PREFIX", ChangeReader.DEFAULT_BEFORE_IMAGE_PREFIX);
        Setting<Integer> changeBytes =
                reader.integer("MAX_CHANGE_BYTES", 4 << MEGABYTE_BITS, 1_024, 16 << MEGABYTE_BITS);
        Setting<Integer> objectMegabytes = reader.integer("MAX_OBJECT_MEGABYTES", 2_048, 1, 10_240);
        Supplier<RejectLimit> rejects = RejectLimit.ask(reader);
        Setting<String> queue = reader.text("DEAD_LETTER_QUEUE_URL");
        Setting<String> deadLetterBucket = reader.text("DEAD_LETTER_BUCKET");
        Setting<String> namespace = reader.text("METRICS_NAMESPACE");
        reader.check();
        return new CdcSettings(
                bucket.value(),
                rawPrefix.value(),
                cleansing.value(),
                contracts.value(),
                apart.value(),
                prefix.value().equals(NONE) ? "" : prefix.value(),
                changeBytes.value(),
                (long) objectMegabytes.value() << MEGABYTE_BITS,
                rejects.get(),
                queue.value(),
                deadLetterBucket.value(),
                namespace.value());
    }
}
