package dev.tributary.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

    @Test
    void shouldReadEveryKindOfSetting() {
        SettingsReader reader =
                reader(Map.of("BUCKET", "lake", "ZONE", "raw", "BYTES", " 2048 ", "LIST", "[1, 2]", "FLAG", " true "));

        Setting<String> bucket = reader.text("BUCKET");
        Setting<String> zone = reader.text("ZONE", "raw"::equals, "raw");
        Setting<Integer> bytes = reader.integer("BYTES", 1, 1, 4096);
        Setting<Integer> size = reader.json("LIST", SettingsReaderTest::sizeOfArray);
        Setting<Boolean> flag = reader.flag("FLAG", false);
        reader.check();

        assertThat(bucket.value()).isEqualTo("lake");
        assertThat(zone.value()).isEqualTo("raw");
        assertThat(bytes.value()).isEqualTo(2048);
        assertThat(size.value()).isEqualTo(2);
        assertThat(flag.value()).isTrue();
    }

    @Test
    void shouldFallBackToDefaults() {
        SettingsReader reader = reader(Map.of("BYTES", " "));

        Setting<Integer> bytes = reader.integer("BYTES", 77, 1, 100);
        Setting<Integer> size = reader.json("LIST", "[1, 2, 3]", SettingsReaderTest::sizeOfArray);
        reader.check();

        assertThat(bytes.value()).isEqualTo(77);
        assertThat(size.value()).isEqualTo(3);
    }

    @Test
    void shouldReadTextsAndSecretsThatMayBeMissing() {
        SettingsReader reader = reader(Map.of("TEXT", "text", "SECRET", "12345678", "BLANK", " "));

        Setting<String> text = reader.text("TEXT", "other");
        Setting<String> noText = reader.text("BLANK", "other");
        Setting<String> secret = reader.secret("SECRET", 8, true);
        Setting<String> noSecret = reader.secret("BLANK", 8, false);
        reader.check();

        assertThat(text.value()).isEqualTo("text");
        assertThat(noText.value()).isEqualTo("other");
        assertThat(secret.value()).isEqualTo("12345678");
        assertThat(noSecret.value()).isEmpty();
    }

    @Test
    void shouldTestATextThatMayBeMissing() {
        SettingsReader reader = new SettingsReader(new Environment(Map.of("SET", "b/", "WRONG", "c")));
        Setting<String> missing = reader.text("MISSING", "a/", text -> text.endsWith("/"), "a folder");
        Setting<String> set = reader.text("SET", "a/", text -> text.endsWith("/"), "a folder");
        reader.check();
        assertThat(missing.value()).isEqualTo("a/");
        assertThat(set.value()).isEqualTo("b/");

        reader.text("WRONG", "a/", text -> text.endsWith("/"), "a folder");
        assertThatThrownBy(reader::check).hasMessageContaining("WRONG: c (expected: a folder)");
    }

    @Test
    void shouldQuoteNothingOfASecret() {
        SettingsReader reader = reader(Map.of("SHORT", "s3cret"));

        Setting<String> secret = reader.secret("SHORT", 8, false);
        reader.secret("MISSING", 8, true);

        assertThatThrownBy(reader::check)
                .hasMessage("Settings that need a change: "
                        + "SHORT: 6 characters (expected: a secret of at least 8 characters); "
                        + "MISSING: missing (expected: a secret of at least 8 characters)");
        assertThat(secret.orElse("other")).isEqualTo("other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "10"})
    void shouldTakeTheBoundsOfANumber(String text) {
        SettingsReader reader = reader(Map.of("SIZE", text));

        Setting<Integer> size = reader.integer("SIZE", 5, 1, 10);
        reader.check();

        assertThat(size.value()).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "11", "-1", "ten", "1.5", "1e1", "99999999999"})
    void shouldRefuseANumberThatIsNoneOrOutOfBounds(String text) {
        SettingsReader reader = reader(Map.of("SIZE", text));

        reader.integer("SIZE", 5, 1, 10);

        assertThatThrownBy(reader::check)
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("Settings that need a change: SIZE: " + text + " (expected: 1-10)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void shouldTakeAFlag(String text) {
        SettingsReader reader = reader(Map.of("FLAG", text));

        Setting<Boolean> flag = reader.flag("FLAG", text.equals("false"));
        Setting<Boolean> missing = reader.flag("MISSING", true);
        reader.check();

        assertThat(flag.value()).hasToString(text);
        assertThat(missing.value()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRUE", "yes", "1", "\"true\""})
    void shouldRefuseAFlagThatIsNone(String text) {
        SettingsReader reader = reader(Map.of("FLAG", text));

        reader.flag("FLAG", false);

        assertThatThrownBy(reader::check)
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("Settings that need a change: FLAG: " + text + " (expected: true or false)");
    }

    @Test
    void shouldReportEveryProblemInOneMessageInOrder() {
        SettingsReader reader = reader(Map.of("ZONE", "../raw", "SIZE", "0", "LIST", "{}", "RULES", "[1", "FINE", "x"));

        reader.text("BUCKET");
        reader.text("FINE");
        reader.text("ZONE", zone -> !zone.contains("/"), "a folder");
        reader.text("DATASET", dataset -> true, "a folder");
        reader.integer("SIZE", 5, 1, 10);
        reader.json("LIST", SettingsReaderTest::sizeOfArray);
        reader.json("OTHERS", SettingsReaderTest::sizeOfArray);
        reader.json("RULES", "[]", SettingsReaderTest::sizeOfArray);

        assertThatThrownBy(reader::check)
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageStartingWith("Settings that need a change: "
                        + "BUCKET: missing (expected: a text); "
                        + "ZONE: ../raw (expected: a folder); "
                        + "DATASET: missing (expected: a folder); "
                        + "SIZE: 0 (expected: 1-10); "
                        + "LIST: a JSON object (expected: an array); "
                        + "OTHERS: missing (expected: a JSON text); "
                        + "RULES: [1 (expected: JSON: ")
                // Of settings, whoever deploys them wants the parser's own words.
                .hasMessageContaining("expected close marker for Array");
    }

    @Test
    void shouldReportEachProblemThatAParserFinds() {
        SettingsReader reader = reader(Map.of("LIST", "[]"));

        reader.json("LIST", (node, problems) -> {
            problems.add("[0].name: missing (expected: a string)");
            problems.add("[1].name: 7 (expected: a string)");
            return 0;
        });

        assertThatThrownBy(reader::check)
                .hasMessage("Settings that need a change: LIST[0].name: missing (expected: a string); "
                        + "LIST[1].name: 7 (expected: a string)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1] [2]", "[1e99999999999]", "{\"a\":1,\"a\":2}"})
    void shouldReportJsonThatIsNotOneValueOrOutOfBounds(String text) {
        SettingsReader reader = reader(Map.of("LIST", text));

        reader.json("LIST", SettingsReaderTest::sizeOfArray);

        assertThatThrownBy(reader::check)
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageStartingWith("Settings that need a change: LIST: " + text + " (expected: JSON: ");
    }

    @Test
    void shouldPassWithoutSettings() {
        assertThatCode(reader(Map.of())::check).doesNotThrowAnyException();
    }

    @Test
    void shouldNotGiveAValueThatIsNotThere() {
        Setting<String> bucket = reader(Map.of()).text("BUCKET");

        assertThatThrownBy(bucket::value)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("BUCKET has no valid value; call check() before value()");
    }

    @Test
    void shouldAskTheEnvironmentForWhatItReads() {
        Environment environment = new Environment(Map.of());
        SettingsReader reader = new SettingsReader(environment);

        reader.integer("SIZE", 5, 1, 10);
        reader.text("BUCKET");
        reader.json("LIST", "[]", SettingsReaderTest::sizeOfArray);

        assertThat(environment.asked()).containsExactly("SIZE", "BUCKET", "LIST");
    }

    private static SettingsReader reader(Map<String, String> variables) {
        return new SettingsReader(new Environment(variables));
    }

    private static Integer sizeOfArray(JsonNode node, List<String> problems) {
        if (!node.isArray()) {
            problems.add(": a JSON object (expected: an array)");
        }
        return node.size();
    }
}
