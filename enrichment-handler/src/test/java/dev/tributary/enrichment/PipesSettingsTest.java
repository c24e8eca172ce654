package dev.tributary.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.config.Environment;
import dev.tributary.config.InvalidSettingsException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipesSettingsTest {

    @Test
    void shouldReadEverySetting() {
        PipesSettings settings = read(Map.of("MAX_ANSWER_BYTES", "6291556", "MAX_ANSWER_RECORDS", "10000"));

        assertThat(settings.answer().bytes()).isEqualTo(6_291_556);
        assertThat(settings.answer().records()).isEqualTo(10_000);
        assertThat(settings.enrichment().deadLetterQueueUrl()).isEqualTo("queue");
    }

    @Test
    void shouldFallBackToWhatFirehoseTakes() {
        PipesSettings settings = read(Map.of());

        assertThat(settings.answer().bytes()).isEqualTo(4_194_304);
        assertThat(settings.answer().records()).isEqualTo(500);
    }

    @Test
    void shouldNameEverySettingThatIsMissingAndNoneOfTheLake() {
        assertThatThrownBy(() -> PipesSettings.read(new Environment(Map.of())))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("Settings that need a change: "
                        + "ENRICHMENT_SOURCES: missing (expected: a JSON text); "
                        + "DEAD_LETTER_QUEUE_URL: missing (expected: a text); "
                        + "DEAD_LETTER_BUCKET: missing (expected: a text); "
                        + "METRICS_NAMESPACE: missing (expected: a text)");
    }

    @ParameterizedTest
    @CsvSource({
        "MAX_ANSWER_BYTES, 6291557, 1024-6291556",
        "MAX_ANSWER_BYTES, 1023, 1024-6291556",
        "MAX_ANSWER_RECORDS, 0, 1-10000",
        "MAX_ANSWER_RECORDS, 10001, 1-10000"
    })
    void shouldRefuseALimitThatCannotHold(String name, String value, String expected) {
        assertThatThrownBy(() -> read(Map.of(name, value)))
                .hasMessage("Settings that need a change: " + name + ": " + value + " (expected: " + expected + ")");
    }

    private static PipesSettings read(Map<String, String> changes) {
        Map<String, String> environment = new HashMap<>(PipesFixture.SETTINGS);
        environment.putAll(changes);
        return PipesSettings.read(new Environment(environment));
    }
}
