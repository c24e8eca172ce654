package dev.tributary.enrichment;

import dev.tributary.config.Environment;
import dev.tributary.config.InvalidSettingsException;
import dev.tributary.config.Setting;
import dev.tributary.config.SettingsReader;
import dev.tributary.lake.LakeLocation;
import java.util.function.Supplier;

/**
 * What {@link EnrichmentHandler} is told by its environment.
 *
 * @param lake where the enriched events go
 */
record KinesisSettings(EnrichmentSettings enrichment, LakeLocation lake) {

    private static final String ZONE = "enriched-data";

    /**
     * Reads the settings.
     *
     * @throws InvalidSettingsException naming everything that is missing or malformed
     */
    static KinesisSettings read(Environment environment) {
        SettingsReader reader = new SettingsReader(environment);
        Setting<String> bucket = reader.text("LAKE_BUCKET");
        Setting<String> dataset = reader.text(
                "LAKE_DATASET", LakeLocation::isFolder, "a folder's name of 1-64 characters of [A-Za-z0-9_-]");
        Supplier<EnrichmentSettings> enrichment = EnrichmentSettings.ask(reader);
        reader.check();
        return new KinesisSettings(enrichment.get(), new LakeLocation(bucket.value(), ZONE, dataset.value()));
    }
}
