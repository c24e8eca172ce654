package dev.tributary.inference.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelManifestTest {

    @Test
    void shouldReadWhatTheModelTakesAndGives() {
        ModelManifest manifest = Manifests.parse(Manifests.json());

        assertThat(manifest.table()).isEqualTo("public.items");
        assertThat(manifest.key()).containsExactly("id");
        assertThat(manifest.input()).isEqualTo(new TensorSpec("input", ElementType.FLOAT, 2));
        assertThat(manifest.features())
                .containsExactly(
                        new Feature.Numeric("hours", "hours", OptionalDouble.empty(), Normalisation.NONE),
                        new Feature.Numeric("weight", "weight", OptionalDouble.of(2.5), Normalisation.NONE));
        assertThat(manifest.scoring()).isEqualTo(new Scoring.DistanceFromRange("price", 10));
        assertThat(manifest.outputs()).containsExactly(new TensorSpec("output", ElementType.FLOAT, 1));
    }

    @Test
    void shouldTellWhichColumnsAreRead() {
        ModelManifest manifest =
                Manifests.of("{\"column\": \"bought\", \"kind\": \"yearsBetween\", \"until\": \"_committed_at\"}", 1);

        assertThat(manifest.columns()).containsExactly("id", "bought", "price");
    }

    @Test
    void shouldReadTheScoreOfAClassifierFromAnotherOutput() {
        ModelManifest manifest = Manifests.parse(Manifests.with("/score", """
                {"kind": "outputElement", "output": {"name": "p", "type": "float", "width": 2}, "index": 1}"""));

        assertThat(manifest.outputs()).extracting(TensorSpec::name).containsExactly("output", "p");
        assertThat(manifest.columns()).containsExactly("id", "hours", "weight");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/name                | \"cost\"    | .name: \"cost\" (expected: \"price\"",
                "/version             | 7           | .version: 7 (expected: \"7\"",
                "/sha256              | \"abc\"     | .sha256: \"abc\" (expected: the SHA-256 of model.onnx",
                "/table               | \"\"        | .table: \"\" (expected: schema.table",
                "/key                 | []          | .key: [] (expected: the columns that tell rows apart",
                "/key                 | [\"a\",\"a\"] | .key: [\"a\",\"a\"] (expected: the columns",
                "/input               | 3           | .input: 3 (expected: a tensor",
                "/input/type          | \"string\"  | .input.type: \"string\" (expected: one of float, double, int32",
                "/input/width         | 0           | .input.width: 0 (expected: elements of a row, 1-10000",
                "/input/width         | 3           | .input.width: 3 (expected: 2, which the features fill",
                "/input/name          | 5           | .input.name: 5 (expected: the tensor's name",
                "/features            | []          | .features: [] (expected: an array of features",
                "/features            | [5]         | .features[0]: 5 (expected: an object",
                "/prediction/size     | 5           | .prediction.size: unknown (expected: one of name, type, width",
                "/score/kind          | \"best\"    | .score.kind: \"best\" (expected: distanceFromRange or",
                "/score/halfWidth     | 0           | .score.halfWidth: 0 (expected: a number above 0",
                "/score/observed      | null        | .score.observed: null (expected: the name of a column",
                "/more                | 1           | .more: unknown (expected: one of description, features",
            })
    void shouldNameWhatIsWrong(String pointer, String value, String problem) {
        assertThatThrownBy(() -> Manifests.parse(Manifests.with(pointer, value)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageStartingWith("model price/7: ")
                .hasMessageContaining("manifest.json" + problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"kind\": \"number\"}                                   | .column: missing (expected: the name of a",
                "{\"column\": \"a\", \"kind\": \"text\"}                  | .kind: \"text\" (expected: one of number",
                "{\"column\": \"a\", \"kind\": \"number\", \"until\": 1}  | .until: unknown",
                "{\"column\": \"a\", \"kind\": \"number\", \"impute\": \"x\"} | .impute: \"x\" (expected: a number",
                "{\"column\": \"a\", \"kind\": \"category\"}              | .categories: missing (expected: the category",
                "{\"column\": \"a\", \"kind\": \"yearsBetween\"}          | .until: missing (expected: the name of a",
                "{\"column\": \"a\", \"kind\": \"year\", \"normalise\": {\"mean\": 1, \"deviation\": 0}}"
                        + " | .normalise.deviation: 0 (expected: a number above 0",
            })
    void shouldNameWhatIsWrongWithAFeature(String feature, String problem) {
        assertThatThrownBy(() -> Manifests.of(feature, 1))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("manifest.json.features[0]" + problem);
    }

    @Test
    void shouldAskForOtherNamesWhereAColumnIsUsedTwice() {
        assertThatThrownBy(() ->
                        Manifests.of("{\"column\":\"a\",\"kind\":\"number\"},{\"column\":\"a\",\"kind\":\"year\"}", 2))
                .hasMessageContaining(".features[1].name: \"a\" (expected: a name that no other feature has)");
    }

    @Test
    void shouldNameAllProblemsAtOnce() {
        assertThatThrownBy(() -> Manifests.parse(Manifests.json("{}")))
                .hasMessageContaining(".name: missing")
                .hasMessageContaining(".sha256: missing")
                .hasMessageContaining(".score: missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"name\":", "{\"a\":1,\"a\":2}"})
    void shouldRefuseWhatIsNoObject(String text) {
        assertThatThrownBy(() -> ModelManifest.parse(Manifests.ID, text.getBytes(UTF_8)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageStartingWith("model price/7: manifest.json: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "/1", "a/", "../1", "a/..", "a/1/2", "a b/1", ".a/1"})
    void shouldRefuseWhatIsNoModel(String text) {
        assertThatThrownBy(() -> ModelId.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(expected: name/version");
    }
}
