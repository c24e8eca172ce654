package dev.tributary.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.batch.RejectLimit;
import dev.tributary.config.Environment;
import dev.tributary.config.InvalidSettingsException;
import dev.tributary.quality.CleansingSettings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CdcSettingsTest {

    @Test
    void shouldReadEverySetting() {
        CdcSettings settings = read(Map.of(
                "RAW_PREFIX", "incoming/",
                "CLEANSING", "{\"trim\": false}",
                "TABLE_CONTRACTS", "{\"dms.employees\": \"public.employees\"}",
                "DATABASES_APART", "true",
                "DMS_BEFORE_IMAGE_PREFIX", "OLD_",
                "MAX_CHANGE_BYTES", "2048",
                "MAX_OBJECT_MEGABYTES", "3",
                "REJECT_BREAKER_PERCENT", "20",
                "REJECT_BREAKER_MIN_RECORDS", "1000"));

        assertThat(settings.bucket()).isEqualTo("lake");
        assertThat(settings.rawPrefix()).isEqualTo("incoming/");
        assertThat(settings.cleansing().trim()).isFalse();
        assertThat(settings.sharedContracts()).containsExactly(Map.entry("dms.employees", "public.employees"));
        assertThat(settings.databasesApart()).isTrue();
        assertThat(settings.beforeImagePrefix()).isEqualTo("OLD_");
        assertThat(settings.maxChangeBytes()).isEqualTo(2_048);
        assertThat(settings.maxObjectBytes()).isEqualTo(3L << 20);
        assertThat(settings.rejects()).isEqualTo(new RejectLimit(20, 1_000));
        assertThat(settings.deadLetterQueueUrl()).isEqualTo("queue");
        assertThat(settings.deadLetterBucket()).isEqualTo("failures");
        assertThat(settings.metricsNamespace()).isEqualTo("Tributary");
    }

    @Test
    void shouldNeedNoMoreThanPlaces() {
        CdcSettings settings = read(Map.of());

        assertThat(settings.rawPrefix()).isEqualTo("raw/");
        assertThat(settings.cleansing()).isEqualTo(CleansingSettings.defaults());
        assertThat(settings.sharedContracts()).isEmpty();
        assertThat(settings.databasesApart()).isFalse();
        assertThat(settings.beforeImagePrefix()).isEqualTo("BI_");
        assertThat(settings.maxChangeBytes()).isEqualTo(4 << 20);
        assertThat(settings.maxObjectBytes()).isEqualTo(2L << 30);
        assertThat(settings.rejects()).isEqualTo(RejectLimit.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({"none, ''", "None, None", "none_, none_", "' ', BI_", "'', BI_"})
    void shouldTakeNoneForNoPrefixOfBeforeImages(String value, String prefix) {
        assertThat(read(Map.of("DMS_BEFORE_IMAGE_PREFIX", value)).beforeImagePrefix())
                .isEqualTo(prefix);
    }

    @Test
    void shouldNameEverySettingThatIsMissing() {
        assertThatThrownBy(() -> CdcSettings.read(new Environment(Map.of("MAX_CHANGE_BYTES", "x"))))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("Settings that need a change: CHANGE_BUCKET: missing (expected: a text); "
                        + "MAX_CHANGE_BYTES: x (expected: 1024-16777216); "
                        + "DEAD_LETTER_QUEUE_URL: missing (expected: a text); "
                        + "DEAD_LETTER_BUCKET: missing (expected: a text); "
                        + "METRICS_NAMESPACE: missing (expected: a text)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    CLEANSING            | {"trim": 1}            | .trim: 1 (expected: true or false)
                    TABLE_CONTRACTS      | {"a.b": "c.d"}         | .a.b: "c.d" (expected: a table with a contract, table-contracts/c.d.json)
                    DATABASES_APART      | TRUE                   | : TRUE (expected: true or false)
                    MAX_OBJECT_MEGABYTES | 0                      | : 0 (expected: 1-10240)""")
    void shouldSayWhatIsWrongWithASetting(String name, String value, String problem) {
        assertThatThrownBy(() -> read(Map.of(name, value)))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("Settings that need a change: " + name + problem);
    }

    @Test
    void shouldFailAtItsStart() {
        assertThatThrownBy(() -> new CdcTransformHandler(new Environment(Map.of())))
                .isInstanceOf(InvalidSettingsException.class);
    }

    private static CdcSettings read(Map<String, String> changes) {
        Map<String, String> environment = new HashMap<>(CdcFixture.SETTINGS);
        environment.putAll(changes);
        return CdcSettings.read(new Environment(environment));
    }
}
