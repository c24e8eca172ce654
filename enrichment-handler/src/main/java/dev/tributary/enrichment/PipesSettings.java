package dev.tributary.enrichment;

import dev.tributary.batch.AnswerLimit;
import dev.tributary.config.Environment;
import dev.tributary.config.InvalidSettingsException;
import dev.tributary.config.Setting;
import dev.tributary.config.SettingsReader;
import dev.tributary.lambda.PipeFunction;
import java.util.function.Supplier;

/**
 * What {@link PipesEnrichmentHandler} is told by its environment.
 *
 * @param answer what Lambda passes on, and the pipe's target takes, at once
 */
record PipesSettings(EnrichmentSettings enrichment, AnswerLimit answer) {

    /** What a call to Firehose takes; other targets of a pipe take as much, or more. */
    private static final int FIREHOSE_BYTES = 4 << 20;

    /** Of one record, 1,000 KiB, less the delimiter that Firehose appends. */
    private static final int FIREHOSE_RECORD_BYTES = (1_000 << 10) - 1;

    private static final int FIREHOSE_RECORDS = 500;

    private static final String REMEDY =
            "lower the pipe's batch size (PipeBatchSize), the events that the producer packs into one record, the"
                    + " attributes in ENRICHMENT_SOURCES, or MAX_EVENT_BYTES; raise MAX_ANSWER_BYTES,"
                    + " MAX_ANSWER_RECORD_BYTES and MAX_ANSWER_RECORDS only to what the pipe's target takes";

    /**
     * Reads the settings.
     *
     * @throws InvalidSettingsException naming everything that is missing or malformed
     */
    static PipesSettings read(Environment environment) {
        SettingsReader reader = new SettingsReader(environment);
        Supplier<EnrichmentSettings> enrichment = EnrichmentSettings.ask(reader);
        Setting<Integer> bytes =
                reader.integer("MAX_ANSWER_BYTES", FIREHOSE_BYTES, 1_024, PipeFunction.MAX_ANSWER_BYTES);
        Setting<Integer> recordBytes =
                reader.integer("MAX_ANSWER_RECORD_BYTES", FIREHOSE_RECORD_BYTES, 1_024, PipeFunction.MAX_ANSWER_BYTES);
        Setting<Integer> records = reader.integer("MAX_ANSWER_RECORDS", FIREHOSE_RECORDS, 1, 10_000);
        reader.check();
        return new PipesSettings(
                enrichment.get(), new AnswerLimit(bytes.value(), recordBytes.value(), records.value(), REMEDY));
    }
}
