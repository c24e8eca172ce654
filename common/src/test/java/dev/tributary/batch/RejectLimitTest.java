package dev.tributary.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.config.Environment;
import dev.tributary.config.SettingsReader;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RejectLimitTest {

    private static final String PERCENT = "REJECT_BREAKER_PERCENT";
    private static final String MIN_RECORDS = "REJECT_BREAKER_MIN_RECORDS";

    @ParameterizedTest
    @CsvSource({
        "50, 100, 50, 100, false",
        "50, 100, 51, 100, true",
        "50, 100, 99, 99, false",
        "1, 10, 1, 100, false",
        "1, 10, 2, 100, true",
        "99, 10, 99, 100, false",
        "99, 10, 10, 10, true",
        "0, 1, 100, 100, false",
        "50, 100, 3000000000, 5000000000, true"
    })
    void shouldBePassedAboveThePercentage(int percent, int minRecords, long rejected, long records, boolean isPassed) {
        assertThat(new RejectLimit(percent, minRecords).isPassedBy(rejected, records))
                .isEqualTo(isPassed);
    }

    @Test
    void shouldBeHalfOfAHundredRecordsUnlessTheSettingsSayOtherwise() {
        assertThat(read(Map.of())).isEqualTo(new RejectLimit(50, 100));
        assertThat(read(Map.of(PERCENT, "20", MIN_RECORDS, "10"))).isEqualTo(new RejectLimit(20, 10));
    }

    @ParameterizedTest
    @CsvSource({"0", "off"})
    void shouldBeSwitchedOff(String percent) {
        assertThat(read(Map.of(PERCENT, percent)).isPassedBy(1_000, 1_000)).isFalse();
    }

    @Test
    void shouldRefuseSettingsThatAreNone() {
        assertThatThrownBy(() -> read(Map.of(PERCENT, "100", MIN_RECORDS, "9")))
                .hasMessage("Settings that need a change: REJECT_BREAKER_PERCENT: 100 (expected: 1-99, or off);"
                        + " REJECT_BREAKER_MIN_RECORDS: 9 (expected: 10-10000)");
        assertThatThrownBy(() -> read(Map.of(PERCENT, "half")))
                .hasMessageEndingWith("REJECT_BREAKER_PERCENT: half (expected: 1-99, or off)");
        assertThatThrownBy(() -> read(Map.of(PERCENT, "-1")))
                .hasMessageEndingWith("REJECT_BREAKER_PERCENT: -1 (expected: 1-99, or off)");
    }

    private static RejectLimit read(Map<String, String> environment) {
        SettingsReader reader = new SettingsReader(new Environment(environment));
        Supplier<RejectLimit> limit = RejectLimit.ask(reader);
        reader.check();
        return limit.get();
    }
}
