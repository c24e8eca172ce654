package dev.tributary.enrichment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.batch.RejectLimit;
import dev.tributary.config.InvalidSettingsException;
import dev.tributary.config.Setting;
import dev.tributary.config.SettingsReader;
import dev.tributary.reference.ReferenceSource;
import dev.tributary.reference.ReferenceSources;
import java.util.List;
import java.util.function.Supplier;

/**
 * What every enrichment function is told by its environment.
 *
 * @param sources the tables that events are joined with
 * @param derivedFields fields that are computed from others
 * @param maxEventBytes the largest event that is taken; a larger one is set aside
 * @param cacheBytes memory for reference data that is kept between batches
 * @param rejects how many rejects are set aside
 * @param deadLetterQueueUrl the queue for what is set aside
 * @param deadLetterBucket the bucket for payloads that are too large for that queue
 * @param metricsNamespace the namespace of the metrics
 */
record EnrichmentSettings(
        List<ReferenceSource> sources,
        List<DerivedField> derivedFields,
        int maxEventBytes,
        int cacheBytes,
        RejectLimit rejects,
        String deadLetterQueueUrl,
        String deadLetterBucket,
        String metricsNamespace) {

    /**
     * Asks for the settings.
     *
     * @return gives them, once {@link SettingsReader#check()} has passed; throws {@link InvalidSettingsException} if they
     *     contradict each other
     */
    static Supplier<EnrichmentSettings> ask(SettingsReader reader) {
        Setting<List<ReferenceSource>> sources = reader.json("ENRICHMENT_SOURCES", EnrichmentSettings::parseSources);
        Setting<List<DerivedField>> derived = reader.json("DERIVED_FIELDS", "[]", DerivedField::parse);
        Setting<Integer> eventBytes = reader.integer("MAX_EVENT_BYTES", 262_144, 1_024, 4_194_304);
        Setting<Integer> cacheBytes = reader.integer("REFERENCE_CACHE_MAX_BYTES", 33_554_432, 1_048_576, 1_073_741_824);
        Supplier<RejectLimit> rejects = RejectLimit.ask(reader);
        Setting<String> queue = reader.text("DEAD_LETTER_QUEUE_URL");
        Setting<String> deadLetterBucket = reader.text("DEAD_LETTER_BUCKET");
        Setting<String> namespace = reader.text("METRICS_NAMESPACE");
        return () -> {
            checkFields(sources.value(), derived.value());
            return new EnrichmentSettings(
                    sources.value(),
                    derived.value(),
                    eventBytes.value(),
                    cacheBytes.value(),
                    rejects.get(),
                    queue.value(),
                    deadLetterBucket.value(),
                    namespace.value());
        };
    }

    private static void checkFields(List<ReferenceSource> sources, List<DerivedField> derived) {
        List<String> problems = derived.stream()
                .filter(field ->
                        sources.stream().anyMatch(source -> source.into().equals(field.field())))
                .map(field -> "DERIVED_FIELDS: field " + field.field()
                        + " (expected: another one than those that ENRICHMENT_SOURCES writes into)")
                .toList();
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
    }

    private static List<ReferenceSource> parseSources(JsonNode node, List<String> problems) {
        List<ReferenceSource> sources = ReferenceSources.parse(node, problems);
        for (ReferenceSource source : sources) {
            if (source.into().equals(Enrichment.STATUS_FIELD)) {
                problems.add(": source " + source.name() + " into " + Enrichment.STATUS_FIELD
                        + " (expected: another field, since that one tells what was found)");
            }
        }
        return sources;
    }
}
