package dev.tributary.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.testing.Records;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LakeLocationTest {

    private final LakeLocation location = new LakeLocation("lake", "enriched-data", "orders");

    @ParameterizedTest
    @CsvSource({
        "2026-03-04T05:06:07.890Z, year=2026/month=03/day=04/hour=05",
        "2026-12-31T23:59:59.999Z, year=2026/month=12/day=31/hour=23",
        "2027-01-01T00:00:00Z,     year=2027/month=01/day=01/hour=00",
        "2024-12-30T12:00:00Z,     year=2024/month=12/day=30/hour=12"
    })
    void shouldPartitionByTheHourInUtc(Instant arrival, String partition) {
        assertThat(location.key(Records.id(7, 2), arrival))
                .isEqualTo("enriched-data/orders/" + partition + "/orders.shardId-000000000000.7.2.jsonl.gz");
    }

    @Test
    void shouldWriteTheSameKeyInEveryLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(new LakeLocation("lake", "z", "d").key(Records.id(1), Records.ARRIVAL))
                    .isEqualTo("z/d/year=2026/month=03/day=04/hour=05/orders.shardId-000000000000.1.0.jsonl.gz");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "a b", "größe", "a\n", ".", "..", "-a"})
    void shouldRefuseWhatIsNoFolder(String name) {
        assertThatThrownBy(() -> new LakeLocation("lake", name, "orders"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "zone: \"" + name + "\" (expected: 1-64 characters of [A-Za-z0-9_-], a letter or digit first)");
        assertThat(LakeLocation.isFolder(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "a b", "größe", "a\n", ".", ".."})
    void shouldRefuseWhatCannotNameADataSet(String name) {
        assertThatThrownBy(() -> new LakeLocation("lake", "enriched-data", name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dataset: \"" + name + "\" (expected: 1-255 characters of [A-Za-z0-9_.-])");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "-a-", "_a_", ".a.", "...", "UserActivities"})
    void shouldTakeEveryNameThatATableMayHave(String table) {
        assertThat(new LakeLocation("lake", "audit-logs", table).hour(Records.ARRIVAL))
                .isEqualTo("audit-logs/" + table + "/year=2026/month=03/day=04/hour=05/");
    }

    @Test
    void shouldBoundTheNameOfADataSet() {
        assertThat(new LakeLocation("lake", "audit-logs", "a".repeat(255)).dataset())
                .hasSize(255);
        assertThatThrownBy(() -> new LakeLocation("lake", "audit-logs", "a".repeat(256)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
