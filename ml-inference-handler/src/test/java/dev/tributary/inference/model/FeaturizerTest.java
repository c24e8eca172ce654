package dev.tributary.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.inference.model.UnusableRowException.Problem;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeaturizerTest {

    private static final Instant COMMITTED = Instant.parse("2026-03-01T12:00:00Z");

    private static final String DEPARTMENT =
            "{\"column\": \"d\", \"kind\": \"category\", \"categories\": [\"a\", \"b\"]%s}";

    private static FeaturisedRow read(String feature, int width, String row) throws UnusableRowException {
        return new Featurizer(Manifests.of(feature, width)).read(Manifests.json(row), COMMITTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'column': 'x', 'kind': 'number'}                   | {'x': 1.50}                  | 1.5 | {'x':1.5}",
                "{'column': 'x', 'kind': 'number', 'impute': 7}      | {'x': null}                  | 7   | {'x':7.0}",
                "{'column': 'x', 'kind': 'number', 'impute': 7}      | {}                           | 7   | {'x':7.0}",
                "{'column': 'x', 'kind': 'number', 'normalise': {'mean': 10, 'deviation': 4}} | {'x': 12} | 0.5 | {'x':12.0}",
                "{'column': 'x', 'kind': 'boolean'}                  | {'x': true}                  | 1   | {'x':1.0}",
                "{'column': 'x', 'kind': 'boolean', 'impute': 0}     | {'x': null}                  | 0   | {'x':0.0}",
                "{'column': 'x', 'kind': 'year'}                     | {'x': '2023-01-01'}          | 2023 | {'x':2023.0}",
                "{'column': 'x', 'kind': 'year'}                     | {'x': '2024-07-02T00:00:00Z'} | 2024.5 | {'x':2024.5}",
                "{'column': 'x', 'kind': 'year'}                     | {'x': '1969-01-01'}          | 1969 | {'x':1969.0}",
                "{'column': 'x', 'kind': 'yearsBetween', 'until': 'y', 'name': 'n'} | {'x': '2020-01-01', 'y': '2024-01-01'} | 4 | {'n':4.0}",
                "{'column': 'x', 'kind': 'yearsBetween', 'until': 'y'} | {'x': '2024-01-01', 'y': '2020-01-01'} | -4 | {'x':-4.0}",
            })
    void shouldReadNumbers(String feature, String row, double value, String used) throws UnusableRowException {
        FeaturisedRow read = read(feature.replace('\'', '"'), 1, row.replace('\'', '"'));

        assertThat(read.values()).containsExactly(value);
        assertThat(read.used()).hasToString(used.replace('\'', '"'));
    }

    @Test
    void shouldCountYearsUntilTheCommit() throws UnusableRowException {
        FeaturisedRow read = read(
                "{\"column\": \"x\", \"kind\": \"yearsBetween\", \"until\": \"_committed_at\"}",
                1,
                "{\"x\": \"2025-03-01\"}");

        assertThat(read.values()[0]).isCloseTo(365.5 / 365.25, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"a, 1, 0, 0", "b, 0, 1, 0", "c, 0, 0, 1", "'', 0, 0, 1"})
    void shouldGiveEachCategoryAPlace(String text, double first, double second, double other)
            throws UnusableRowException {
        FeaturisedRow read = read(DEPARTMENT.formatted(", \"other\": true"), 3, "{\"d\": \"" + text + "\"}");

        assertThat(read.values()).containsExactly(first, second, other);
        assertThat(read.used().path("d").textValue()).isEqualTo(text);
    }

    @Test
    void shouldCountNoneAmongTheOthers() throws UnusableRowException {
        FeaturisedRow read = read(DEPARTMENT.formatted(", \"other\": true"), 3, "{}");

        assertThat(read.values()).containsExactly(0, 0, 1);
        assertThat(read.used()).hasToString("{\"d\":null}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'column': 'x', 'kind': 'number'}  | {}               | MISSING_FEATURE  | x | a value that is not null",
                "{'column': 'x', 'kind': 'number'}  | {'x': '5'}       | INVALID_FEATURE  | x | a number",
                "{'column': 'x', 'kind': 'number'}  | {'x': {}}        | INVALID_FEATURE  | x | a number",
                "{'column': 'x', 'kind': 'number'}  | {'x': 1e300}     | OUT_OF_RANGE     | x | a number that the model's input can hold, of type float",
                "{'column': 'x', 'kind': 'boolean'} | {'x': 1}         | INVALID_FEATURE  | x | true or false",
                "{'column': 'x', 'kind': 'year'}    | {'x': 20200101}  | INVALID_FEATURE  | x | a date or time in ISO 8601",
                "{'column': 'x', 'kind': 'year'}    | {'x': 'soon'}    | INVALID_FEATURE  | x | a date or time in ISO 8601",
                "{'column': 'x', 'kind': 'yearsBetween', 'until': 'y'} | {'x': '2020-01-01'} | MISSING_FEATURE | y | a value that is not null",
                "{'column': 'x', 'kind': 'yearsBetween', 'until': 'y'} | {'y': '2020-01-01'} | MISSING_FEATURE | x | a value that is not null",
                "{'column': 'x', 'kind': 'category', 'categories': ['a']} | {'x': 'b'}  | UNKNOWN_CATEGORY | x | one of a",
                "{'column': 'x', 'kind': 'category', 'categories': ['a']} | {'x': null} | MISSING_FEATURE  | x | a value that is not null",
                "{'column': 'x', 'kind': 'category', 'categories': ['a'], 'name': 'n'} | {'x': 5} | INVALID_FEATURE | x | a string",
            })
    void shouldRefuseWhatTheModelCannotTake(
            String feature, String row, Problem problem, String column, String expected) {
        assertThatThrownBy(() -> read(feature.replace('\'', '"'), 1, row.replace('\'', '"')))
                .isInstanceOfSatisfying(UnusableRowException.class, e -> {
                    assertThat(e.problem()).isEqualTo(problem);
                    assertThat(e.column()).isEqualTo(column);
                    assertThat(e.expected()).isEqualTo(expected);
                });
    }

    @Test
    void shouldTellWhatWasObserved() throws UnusableRowException {
        assertThat(read("{\"column\": \"x\", \"kind\": \"number\"}", 1, "{\"x\": 1, \"price\": 12.50}")
                        .observed())
                .isEqualTo(12.5);
        assertThat(read("{\"column\": \"x\", \"kind\": \"number\"}", 1, "{\"x\": 1, \"price\": null}")
                        .observed())
                .isNaN();
    }

    @Test
    void shouldRefuseWhatIsNoNumberToHoldTheAnswerAgainst() {
        assertThatThrownBy(() -> read("{\"column\": \"x\", \"kind\": \"number\"}", 1, "{\"x\": 1, \"price\": \"12\"}"))
                .isInstanceOfSatisfying(
                        UnusableRowException.class, e -> assertThat(e.column()).isEqualTo("price"));
    }

    @Test
    void shouldTakeWholeNumbersAloneWhereTheInputHasNoOthers() {
        ModelManifest manifest = Manifests.parse(Manifests.with("/input/type", "\"int64\""));

        assertThatThrownBy(() -> new Featurizer(manifest).read(Manifests.json("{\"hours\": 1.5}"), COMMITTED))
                .isInstanceOfSatisfying(
                        UnusableRowException.class, e -> assertThat(e.problem()).isEqualTo(Problem.OUT_OF_RANGE));
    }
}
