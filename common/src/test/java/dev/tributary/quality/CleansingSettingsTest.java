package dev.tributary.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tributary.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CleansingSettingsTest {

    private final List<String> problems = new ArrayList<>();

    @Test
    void shouldHaveDefaults() throws JsonProcessingException {
        assertThat(parse("{}")).isEqualTo(CleansingSettings.defaults());
        assertThat(problems).isEmpty();
    }

    @Test
    void shouldReadEverySetting() throws JsonProcessingException {
        assertThat(parse("{'trim': false, 'emptyIsNull': false, 'nullTexts': ['-'],"
                        + " 'timestampSuffixes': ['_On'], 'timestampColumns': ['Born']}"))
                .isEqualTo(new CleansingSettings(false, false, Set.of("-"), List.of("_on"), Set.of("born")));
        assertThat(problems).isEmpty();
    }

    @Test
    void shouldTakeEmptyLists() throws JsonProcessingException {
        CleansingSettings settings = parse("{'nullTexts': [], 'timestampSuffixes': []}");

        assertThat(problems).isEmpty();
        assertThat(settings.nullTexts()).isEmpty();
        assertThat(settings.timestampSuffixes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                         | : [] (expected: an object)",
                "{'trims': true}            | .trims: unknown (expected: one of emptyIsNull, nullTexts, timestampColumns, timestampSuffixes, trim)",
                "{'trim': 'yes'}            | .trim: 'yes' (expected: true or false)",
                "{'emptyIsNull': 1}         | .emptyIsNull: 1 (expected: true or false)",
                "{'nullTexts': 'NULL'}      | .nullTexts: 'NULL' (expected: an array of strings)",
                "{'nullTexts': ['a', 1]}    | .nullTexts[1]: 1 (expected: a string)",
                "{'timestampSuffixes': {}}  | .timestampSuffixes: {} (expected: an array of strings)",
                "{'timestampSuffixes': ['']} | .timestampSuffixes: '' (expected: ends of names that are not empty)",
                "{'timestampColumns': null} | .timestampColumns: null (expected: an array of strings)"
            })
    void shouldNameThePlaceTheValueAndTheExpectation(String setting, String problem) throws JsonProcessingException {
        parse(setting);

        assertThat(problems).containsExactly(problem.replace('\'', '"'));
    }

    private CleansingSettings parse(String setting) throws JsonProcessingException {
        return CleansingSettings.parse(Json.readTree(setting.replace('\'', '"')), problems);
    }
}
