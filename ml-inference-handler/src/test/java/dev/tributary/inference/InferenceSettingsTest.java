package dev.tributary.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.config.Environment;
import dev.tributary.config.InvalidSettingsException;
import dev.tributary.inference.model.InvalidModelException;
import dev.tributary.inference.model.ModelId;
import dev.tributary.inference.score.ScoredTable;
import dev.tributary.lake.ObjectPieces;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InferenceSettingsTest {

    @Test
    void shouldReadWhatIsLeftOutAsItIsMeantMostly() {
        InferenceSettings settings = read(Map.of("MODEL_BUCKET", ""));

        assertThat(settings.bucket()).isEqualTo("lake");
        assertThat(settings.trustedZone()).isEqualTo("trusted");
        assertThat(settings.model()).isEqualTo(new ModelId("price", "7"));
        assertThat(settings.modelBucket()).isEmpty();
        assertThat(settings.table()).isEmpty();
        assertThat(settings.maxRows()).isEqualTo(100_000);
        assertThat(settings.bounds()).isEqualTo(new ObjectPieces.Bounds(2L << 30, 4 << 20));
        assertThat(settings.run("public.items").table()).isEqualTo(new ScoredTable("public", "items"));
    }

    @Test
    void shouldReadWhatIsSet() {
        InferenceSettings settings = read(Map.of(
                "TRUSTED_PREFIX", "rows/",
                "MAX_ROWS", "500",
                "MAX_ROW_BYTES", "2048",
                "MAX_OBJECT_MEGABYTES", "10",
                "TABLE", "dms.some.items"));

        assertThat(settings.trustedZone()).isEqualTo("rows");
        assertThat(settings.modelBucket()).contains("lake");
        assertThat(settings.maxRows()).isEqualTo(500);
        assertThat(settings.bounds()).isEqualTo(new ObjectPieces.Bounds(10L << 20, 2_048));
        assertThat(settings.run("public.items").table()).isEqualTo(new ScoredTable("dms", "some.items"));
    }

    @Test
    void shouldNameAllThatIsMissingOrMalformed() {
        assertThatThrownBy(() -> InferenceSettings.read(new Environment(Map.of(
                        "TRUSTED_PREFIX", "trusted",
                        "MODEL", "price",
                        "TABLE", "items",
                        "MAX_ROWS", "0"))))
                .isInstanceOf(InvalidSettingsException.class)
                .message()
                .contains(
                        "CHANGE_BUCKET: missing (expected: a text)",
                        "TRUSTED_PREFIX: trusted (expected: a folder with a slash behind it)",
                        "ANNOUNCEMENT_QUEUE_URL: missing (expected: a text)",
                        "MODEL: price (expected: name/version, such as employee-salary/1)",
                        "TABLE: items (expected: a table, as schema.name)",
                        "SCORE_TABLE: missing (expected: a text)",
                        "MAX_ROWS: 0 (expected: 1-1000000)",
                        "DEAD_LETTER_QUEUE_URL: missing (expected: a text)",
                        "DEAD_LETTER_BUCKET: missing (expected: a text)",
                        "METRICS_NAMESPACE: missing (expected: a text)");
    }

    @Test
    void shouldFailAtItsStartWithoutItsModel() {
        assertThatThrownBy(() -> new InferenceFixture(Map.of("MODEL", "price/8")))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("s3://lake/models/price/8/manifest.json: missing (expected: upload it there)");
    }

    private static InferenceSettings read(Map<String, String> others) {
        Map<String, String> settings = new HashMap<>(InferenceFixture.SETTINGS);
        settings.putAll(others);
        return InferenceSettings.read(new Environment(settings));
    }
}
