package dev.tributary.inference.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tributary.aws.Sha256;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A model in ONNX, opened by ONNX Runtime on one thread, and held against its manifest: a tensor of numbers in, tensors of numbers
 * out, a row of each for a row that is scored. Not for several threads at once.
 *
 * @see <a href="https://onnxruntime.ai/docs/get-started/with-java.html">ONNX Runtime for Java</a>
 */
public final class OnnxModel implements AutoCloseable {

    /** Rows that are scored at once: enough that a call costs nothing, and that input and output stay in the processor's cache. */
    static final int BATCH = 1_024;

    private final ModelManifest manifest;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final InputBuffer input;

    private OnnxModel(ModelManifest manifest, OrtEnvironment environment, OrtSession session) {
        this.manifest = manifest;
        this.environment = environment;
        this.session = session;
        this.input = new InputBuffer(manifest.input(), BATCH);
    }

    /**
     * Opens a model.
     *
     * @param file the content of {@code model.onnx}
     * @throws InvalidModelException if its hash is another than the manifest's, it is no model, or it takes or gives anything else
     *     than the manifest says; the message says what differs
     */
    public static OnnxModel open(ModelManifest manifest, byte[] file) {
        String sha256 = HexFormat.of().formatHex(Sha256.of(file));
        if (!sha256.equals(manifest.sha256())) {
            throw invalid(
                    manifest,
                    List.of("model.onnx: SHA-256 " + sha256 + " (expected: " + manifest.sha256()
                            + ", as manifest.json has it; upload the two together)"));
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        OrtSession session = session(manifest, environment, file);
        try {
            List<String> problems = new ModelCheck(manifest).problems(session);
            if (!problems.isEmpty()) {
                throw invalid(manifest, problems);
            }
            return new OnnxModel(manifest, environment, session);
        } catch (OrtException e) {
            close(session);
            throw unreadable(manifest, e);
        } catch (InvalidModelException e) {
            close(session);
            throw e;
        }
    }

    public ModelManifest manifest() {
        return manifest;
    }

    /**
     * Scores rows, in their order.
     *
     * @throws IllegalStateException if ONNX Runtime fails, or answers with other shapes than it announced
     */
    public List<Prediction> score(List<FeaturisedRow> rows) {
        List<Prediction> predictions = new ArrayList<>(rows.size());
        for (int from = 0; from < rows.size(); from += BATCH) {
            score(rows.subList(from, Math.min(from + BATCH, rows.size())), predictions);
        }
        return predictions;
    }

    @Override
    public void close() {
        close(session);
    }

    private void score(List<FeaturisedRow> rows, List<Prediction> predictions) {
        try (OnnxTensor tensor = input.tensor(environment, rows);
                OrtSession.Result result = session.run(Map.of(manifest.input().name(), tensor), outputNames())) {
            OutputTensor answers = output(result, manifest.prediction(), rows.size());
            OutputTensor scores = manifest.scoring() instanceof Scoring.OutputElement element
                    ? output(result, element.output(), rows.size())
                    : answers;
            for (int i = 0; i < rows.size(); i++) {
                double value = answers.get(i, 0);
                predictions.add(new Prediction(value, score(rows.get(i), value, scores, i)));
            }
        } catch (OrtException e) {
            throw new IllegalStateException("model " + manifest.id() + ": ONNX Runtime failed", e);
        }
    }

    private OptionalDouble score(FeaturisedRow row, double value, OutputTensor scores, int at) {
        if (manifest.scoring() instanceof Scoring.OutputElement element) {
            return OptionalDouble.of(scores.get(at, element.index()));
        }
        Scoring.DistanceFromRange range = (Scoring.DistanceFromRange) manifest.scoring();
        return Double.isNaN(row.observed())
                ? OptionalDouble.empty()
                : OptionalDouble.of(range.of(row.observed(), value));
    }

    private Set<String> outputNames() {
        return manifest.outputs().stream().map(TensorSpec::name).collect(Collectors.toSet());
    }

    private OutputTensor output(OrtSession.Result result, TensorSpec spec, int rows) {
        OnnxValue value = result.get(spec.name()).orElseThrow();
        OutputTensor output = OutputTensor.of((OnnxTensor) value, spec);
        if (output.elements() != rows * spec.width()) {
            throw new IllegalStateException("model " + manifest.id() + ": output " + spec.name() + ": "
                    + output.elements() + " elements for " + rows + " rows (expected: " + spec.width() + " a row)");
        }
        return output;
    }

    private static OrtSession session(ModelManifest manifest, OrtEnvironment environment, byte[] file) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            // A function has a processor or two, and one run at a time: more threads would only wait for each other.
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            return environment.createSession(file, options);
        } catch (OrtException e) {
            throw unreadable(manifest, e);
        }
    }

    private static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("a model that cannot be closed", e);
        }
    }

    private static InvalidModelException unreadable(ModelManifest manifest, OrtException e) {
        InvalidModelException invalid = invalid(
                manifest, List.of("model.onnx: " + e.getMessage() + " (expected: a model that ONNX Runtime can open)"));
        invalid.initCause(e);
        return invalid;
    }

    private static InvalidModelException invalid(ModelManifest manifest, List<String> problems) {
        return new InvalidModelException(manifest.id(), problems);
    }
}
