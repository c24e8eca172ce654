package dev.tributary.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxModelTest {

    private static final double[] WEIGHTS = {3, -0.25};

    private static FeaturisedRow row(double observed, double... values) {
        return new FeaturisedRow(values, Json.object(), observed);
    }

    private static OnnxModel open(ObjectNode manifest, byte[] file) {
        return OnnxModel.open(Manifests.of(manifest, file), file);
    }

    private static void assertRefused(ObjectNode manifest, byte[] file, String... messages) {
        assertThatThrownBy(() -> open(manifest, file))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageStartingWith("model price/7: ")
                .satisfies(e -> assertThat(e.getMessage()).contains(messages));
    }

    @Test
    void shouldScoreByTheDistanceFromWhatIsExpected() {
        try (OnnxModel model = open(Manifests.json(), OnnxFile.linear(OnnxFile.FLOAT, 100, WEIGHTS))) {
            List<Prediction> predictions =
                    model.score(List.of(row(125, 10, 40), row(145, 10, 40), row(90, 10, 40), row(Double.NaN, 0, 0)));

            assertThat(predictions)
                    .containsExactly(
                            new Prediction(120, OptionalDouble.of(0)),
                            new Prediction(120, OptionalDouble.of(1.5)),
                            new Prediction(120, OptionalDouble.of(2)),
                            new Prediction(100, OptionalDouble.empty()));
            assertThat(model.score(List.of())).isEmpty();
        }
    }

    @Test
    void shouldAnswerAsOnnxRuntimeDoesForEachRowAlone() throws OrtException {
        SplittableRandom random = new SplittableRandom(7);
        byte[] file = OnnxFile.linear(OnnxFile.FLOAT, 100, WEIGHTS);
        List<FeaturisedRow> rows = new ArrayList<>();
        for (int i = 0; i < 3 * OnnxModel.BATCH + 5; i++) {
            rows.add(row(0, random.nextDouble(-1e4, 1e4), random.nextDouble(-1e4, 1e4)));
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OnnxModel model = open(Manifests.json(), file);
                OrtSession session = environment.createSession(file)) {
            List<Prediction> predictions = model.score(rows);

            assertThat(predictions).hasSameSizeAs(rows);
            for (int i = 0; i < rows.size(); i++) {
                double[] values = rows.get(i).values();
                float[][] alone = {{(float) values[0], (float) values[1]}};
                try (OnnxTensor input = OnnxTensor.createTensor(environment, alone);
                        OrtSession.Result result = session.run(Map.of("input", input))) {
                    double expected = ((float[][]) result.get(0).getValue())[0][0];
                    assertThat(predictions.get(i).value()).isCloseTo(expected, within(1e-6 * Math.abs(expected)));
                }
            }
        }
    }

    @Test
    void shouldTakeDoubles() {
        ObjectNode manifest = Manifests.with("/input/type", "\"double\"");
        ((ObjectNode) manifest.path("prediction")).put("type", "double");
        try (OnnxModel model = open(manifest, OnnxFile.linear(OnnxFile.DOUBLE, 0.1, WEIGHTS))) {
            assertThat(model.score(List.of(row(0, 1e10, 0.4))).get(0).value()).isCloseTo(3e10, within(1e-3));
        }
    }

    @Test
    void shouldTakeWholeNumbers() {
        ObjectNode manifest = Manifests.with("/input/type", "\"int64\"");
        try (OnnxModel model = open(manifest, OnnxFile.linearOfWholeNumbers(1, WEIGHTS))) {
            assertThat(model.score(List.of(row(0, 7, 4))).get(0).value()).isEqualTo(21);
        }
    }

    @Test
    void shouldTakeTheProbabilityOfAClassForTheScore() {
        ObjectNode manifest = Manifests.with("/prediction", "{\"name\": \"label\", \"type\": \"int64\", \"width\": 1}");
        manifest.set("score", Manifests.json("""
                {"kind": "outputElement", "output": {"name": "probabilities", "type": "float", "width": 2}, "index": 1}"""));
        try (OnnxModel model = open(manifest, OnnxFile.classifier(0, 1, 0))) {
            List<Prediction> predictions = model.score(List.of(row(Double.NaN, 2, 0), row(Double.NaN, -2, 0)));

            assertThat(predictions).extracting(Prediction::value).containsExactly(1.0, 0.0);
            double expected = 1 / (1 + Math.exp(-4));
            assertThat(predictions.get(0).score().orElseThrow()).isCloseTo(expected, within(1e-6));
            assertThat(predictions.get(1).score().orElseThrow()).isCloseTo(1 - expected, within(1e-6));
        }
    }

    @Test
    void shouldTellAnAnswerThatIsNoNumber() {
        try (OnnxModel model = open(Manifests.json(), OnnxFile.linear(OnnxFile.FLOAT, 0, 3e38, 3e38))) {
            List<Prediction> predictions = model.score(List.of(row(1, 10, 10), row(1, 0, 0)));

            assertThat(predictions).extracting(Prediction::isFinite).containsExactly(false, true);
        }
    }

    @Test
    void shouldRefuseAnotherFileThanTheManifestIsOf() {
        ModelManifest manifest = Manifests.parse(Manifests.json());

        assertThatThrownBy(() -> OnnxModel.open(manifest, OnnxFile.linear(OnnxFile.FLOAT, 1, WEIGHTS)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("model.onnx: SHA-256 ")
                .hasMessageContaining("(expected: " + "0".repeat(64));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20, 60})
    void shouldRefuseAFileThatIsNoModel(int length) {
        byte[] file = Arrays.copyOf(OnnxFile.linear(OnnxFile.FLOAT, 1, WEIGHTS), length);

        assertRefused(Manifests.json(), file, "model.onnx: ", "(expected: a model that ONNX Runtime can open)");
    }

    @Test
    void shouldRefuseAnInputOfAnotherTypeOrWidth() {
        assertRefused(
                Manifests.json(),
                OnnxFile.linear(OnnxFile.DOUBLE, 1, WEIGHTS),
                "input input: double in model.onnx (expected: float, as manifest.json has it)",
                "output output: double in model.onnx (expected: float, as manifest.json has it)");
        assertRefused(
                Manifests.json(),
                OnnxFile.linear(OnnxFile.FLOAT, 1, 1, 2, 3),
                "input input: shape [-1, 3] in model.onnx (expected: [-1, 2]");
    }

    @Test
    void shouldRefuseAFixedNumberOfRows() {
        ObjectNode manifest = Manifests.with("/prediction/width", "2");

        assertRefused(
                manifest,
                OnnxFile.identity(OnnxFile.FLOAT, 1, 2),
                "input input: shape [1, 2] in model.onnx (expected: [-1, 2], any number of rows");
    }

    @Test
    void shouldRefuseNamesThatAreNotThere() {
        assertRefused(
                Manifests.with("/input/name", "\"rows\""),
                OnnxFile.linear(OnnxFile.FLOAT, 1, WEIGHTS),
                "input rows: not in model.onnx, whose inputs are input (expected: as manifest.json has it)");
        assertRefused(
                Manifests.with("/prediction/name", "\"price\""),
                OnnxFile.linear(OnnxFile.FLOAT, 1, WEIGHTS),
                "output price: not in model.onnx, whose outputs are output");
    }

    @Test
    void shouldRefuseSeveralInputs() {
        assertRefused(Manifests.json(), OnnxFile.sum(), "inputs: one, other (expected: one, with all features)");
    }

    @Test
    void shouldRefuseWhatIsNoTensorByItsName() {
        ObjectNode manifest = Manifests.with("/prediction", "{\"name\": \"label\", \"type\": \"int64\", \"width\": 1}");

        assertRefused(
                manifest,
                OnnxFile.classifierWithZipMap(0, 1, 0),
                "output by_class: a sequence (expected: tensors of float, double, int32, int64;"
                        + " export classifiers without ZipMap)");
    }

    @Test
    void shouldRefuseTensorsOfWhatIsNoNumberByTheirNames() {
        assertRefused(
                Manifests.json(),
                OnnxFile.identity(OnnxFile.STRING, OnnxFile.ANY, 2),
                "input input: a tensor of string (expected: tensors of float",
                "output output: a tensor of string");
        assertRefused(
                Manifests.json(), OnnxFile.identity(OnnxFile.BOOL, OnnxFile.ANY, 2), "input input: a tensor of bool");
    }
}
