package dev.tributary.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.config.Environment;
import dev.tributary.config.InvalidSettingsException;
import dev.tributary.lake.LakeLocation;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnrichmentSettingsTest {

    @Test
    void shouldReadEverySetting() {
        EnrichmentSettings settings = read(Map.of(
                "DERIVED_FIELDS", "[{\"field\": \"total\", \"multiply\": [\"/quantity\", \"/price\"]}]",
                "MAX_EVENT_BYTES", "1024",
                "REFERENCE_CACHE_MAX_BYTES", "1048576"));

        assertThat(settings.sources()).extracting(source -> source.name()).containsExactly("user");
        assertThat(settings.derivedFields()).extracting(DerivedField::field).containsExactly("total");
        assertThat(settings.maxEventBytes()).isEqualTo(1_024);
        assertThat(settings.cacheBytes()).isEqualTo(1_048_576);
        assertThat(settings.deadLetterQueueUrl()).isEqualTo("queue");
        assertThat(settings.deadLetterBucket()).isEqualTo("failures");
        assertThat(settings.metricsNamespace()).isEqualTo("Tributary");
    }

    @Test
    void shouldReadWhereTheLakeIs() {
        KinesisSettings settings = KinesisSettings.read(new Environment(HandlerFixture.SETTINGS));

        assertThat(settings.lake()).isEqualTo(new LakeLocation("lake", "enriched-data", "events"));
    }

    @Test
    void shouldFallBackToDefaults() {
        EnrichmentSettings settings = read(Map.of());

        assertThat(settings.derivedFields()).isEmpty();
        assertThat(settings.maxEventBytes()).isEqualTo(262_144);
        assertThat(settings.cacheBytes()).isEqualTo(33_554_432);
    }

    @Test
    void shouldNameEverySettingThatIsMissing() {
        assertThatThrownBy(() -> KinesisSettings.read(new Environment(Map.of())))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("Settings that need a change: "
                        + "LAKE_BUCKET: missing (expected: a text); "
                        + "LAKE_DATASET: missing (expected: a folder's name of 1-64 characters of [A-Za-z0-9_-]); "
                        + "ENRICHMENT_SOURCES: missing (expected: a JSON text); "
                        + "DEAD_LETTER_QUEUE_URL: missing (expected: a text); "
                        + "DEAD_LETTER_BUCKET: missing (expected: a text); "
                        + "METRICS_NAMESPACE: missing (expected: a text)");
    }

    @Test
    void shouldNameEverySettingThatIsWrongWithItsValueAndWhatWasExpected() {
        Map<String, String> wrong = Map.of(
                "LAKE_BUCKET", " ",
                "LAKE_DATASET", "a/b",
                "ENRICHMENT_SOURCES",
                        "[{\"name\": \"user\", \"table\": 7, \"key\": {\"id\": \"user_id\"}, \"into\": \"user\","
                                + " \"required\": \"yes\", \"ttlSeconds\": -1, \"colour\": \"red\"}]",
                "DERIVED_FIELDS", "{}",
                "MAX_EVENT_BYTES", "1023",
                "REFERENCE_CACHE_MAX_BYTES", "many",
                "DEAD_LETTER_QUEUE_URL", "",
                "DEAD_LETTER_BUCKET", " ",
                "METRICS_NAMESPACE", "\t");

        assertThatThrownBy(() -> read(wrong))
                .isInstanceOf(InvalidSettingsException.class)
                .message()
                .satisfies(message -> assertThat(message.replace("Settings that need a change: ", "")
                                .split("; "))
                        .containsExactlyInAnyOrder(
                                "LAKE_BUCKET: missing (expected: a text)",
                                "LAKE_DATASET: a/b (expected: a folder's name of 1-64 characters of [A-Za-z0-9_-])",
                                "ENRICHMENT_SOURCES[0].table: 7 (expected: a string that is not empty)",
                                "ENRICHMENT_SOURCES[0].key.id: \"user_id\" (expected: a JSON pointer such as /user_id)",
                                "ENRICHMENT_SOURCES[0].required: \"yes\" (expected: true or false)",
                                "ENRICHMENT_SOURCES[0].ttlSeconds: -1 (expected: 0-86400)",
                                "ENRICHMENT_SOURCES[0].colour: unknown (expected: one of attributes, into, key, name,"
                                        + " required, table, ttlSeconds)",
                                "DERIVED_FIELDS: {} (expected: an array)",
                                "MAX_EVENT_BYTES: 1023 (expected: 1024-4194304)",
                                "REFERENCE_CACHE_MAX_BYTES: many (expected: 1048576-1073741824)",
                                "DEAD_LETTER_QUEUE_URL: missing (expected: a text)",
                                "DEAD_LETTER_BUCKET: missing (expected: a text)",
                                "METRICS_NAMESPACE: missing (expected: a text)"));
    }

    @Test
    void shouldRefuseADerivedFieldThatASourceWritesInto() {
        assertThatThrownBy(() -> read(
                        Map.of("DERIVED_FIELDS", "[{\"field\": \"user\", \"multiply\": [\"/quantity\", \"/price\"]}]")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("DERIVED_FIELDS: field user (expected: another one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ENRICHMENT_SOURCES", "DERIVED_FIELDS"})
    void shouldSayWhereASettingStopsBeingJson(String name) {
        assertThatThrownBy(() -> read(Map.of(name, "[{")))
                .hasMessageStartingWith("Settings that need a change: " + name + ": [{ (expected: JSON: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    7                                             | [0]: 7
                    {"multiply": ["/a", "/b"]}                    | [0]: {"multiply":["/a","/b"]}
                    {"field": " ", "multiply": ["/a", "/b"]}      | [0]: {"field":" ","multiply":["/a","/b"]}
                    {"field": "x"}                                | [0]: {"field":"x"}
                    {"field": "x", "divide": ["/a", "/b"]}        | [0]: {"field":"x","divide":["/a","/b"]}
                    {"field": "x", "add": ["/a", "/b"], "by": 2}  | [0]: {"field":"x","add":["/a","/b"],"by":2}""")
    void shouldRefuseADerivedFieldOfAnotherShape(String field, String problem) {
        assertThatThrownBy(() -> read(Map.of("DERIVED_FIELDS", "[" + field + "]")))
                .hasMessage("Settings that need a change: DERIVED_FIELDS" + problem
                        + " (expected: {\"field\": name, and one of \"add\", \"subtract\", \"multiply\": [pointers]})");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"/a\"", "[\"/a\"]", "[]", "{}"})
    void shouldRefuseFewerThanTwoOperands(String operands) {
        assertThatThrownBy(() -> read(Map.of("DERIVED_FIELDS", "[{\"field\": \"x\", \"add\": " + operands + "}]")))
                .hasMessage("Settings that need a change: DERIVED_FIELDS[0].add: " + operands
                        + " (expected: an array of two or more JSON pointers)");
    }

    @Test
    void shouldRefuseOperandsThatAreNoPointers() {
        assertThatThrownBy(() -> read(Map.of("DERIVED_FIELDS", "[{\"field\": \"x\", \"add\": [\"a\", 1]}]")))
                .hasMessageContaining("DERIVED_FIELDS[0].add: \"a\" (expected: a JSON pointer such as /user_id)")
                .hasMessageContaining("DERIVED_FIELDS[0].add: 1 (expected: a JSON pointer such as /user_id)");
    }

    @ParameterizedTest
    @CsvSource({"enrichment, x, enrichment", "x, x, x"})
    void shouldRefuseDerivedFieldsThatWouldBeWrittenTwice(String first, String second, String named) {
        String fields = "[{\"field\": \"" + first + "\", \"add\": [\"/a\", \"/b\"]}," + "{\"field\": \"" + second
                + "\", \"add\": [\"/a\", \"/b\"]}]";

        assertThatThrownBy(() -> read(Map.of("DERIVED_FIELDS", fields)))
                .hasMessage("Settings that need a change: DERIVED_FIELDS: field " + named
                        + " (expected: a field of its own, and not enrichment, which tells what was found)");
    }

    @Test
    void shouldRefuseASourceThatWouldBeOverwritten() {
        String source =
                "[{\"name\": \"user\", \"table\": \"t\", \"key\": {\"id\": \"/id\"}, \"into\": \"enrichment\"}]";

        assertThatThrownBy(() -> read(Map.of("ENRICHMENT_SOURCES", source)))
                .hasMessage("Settings that need a change: ENRICHMENT_SOURCES: source user into enrichment"
                        + " (expected: another field, since that one tells what was found)");
    }

    private static EnrichmentSettings read(Map<String, String> changes) {
        Map<String, String> environment = new HashMap<>(HandlerFixture.SETTINGS);
        environment.putAll(changes);
        return KinesisSettings.read(new Environment(environment)).enrichment();
    }
}
