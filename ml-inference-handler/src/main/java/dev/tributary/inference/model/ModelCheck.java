package dev.tributary.inference.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Holds what a model's file takes and gives against its manifest. */
final class ModelCheck {

    private static final String TENSORS = "tensors of " + ElementType.all();

    private final ModelManifest manifest;
    private final List<String> problems = new ArrayList<>();

    ModelCheck(ModelManifest manifest) {
        this.manifest = manifest;
    }

    /** All that differs, by the names of inputs and outputs. */
    List<String> problems(OrtSession session) throws OrtException {
        Map<String, NodeInfo> inputs = new TreeMap<>(session.getInputInfo());
        Map<String, NodeInfo> outputs = new TreeMap<>(session.getOutputInfo());
        inputs.forEach((name, info) -> checkTensor("input " + name, info));
        outputs.forEach((name, info) -> checkTensor("output " + name, info));
        if (inputs.size() > 1) {
            problems.add("inputs: " + String.join(", ", inputs.keySet()) + " (expected: one, with all features)");
        }
        check("input", manifest.input(), inputs);
        manifest.outputs().forEach(output -> check("output", output, outputs));
        return problems;
    }

    private void checkTensor(String what, NodeInfo info) {
        if (!(info.getInfo() instanceof TensorInfo tensor)) {
            String kind = info.getInfo()
                    .getClass()
                    .getSimpleName()
                    .replace("Info", "")
                    .toLowerCase(Locale.ROOT);
            String hint = kind.equals("sequence") ? "; export classifiers without ZipMap" : "";
            problems.add(what + ": a " + kind + " (expected: " + TENSORS + hint + ")");
        } else if (typeOf(tensor) == null) {
            problems.add(what + ": a tensor of " + tensor.type.toString().toLowerCase(Locale.ROOT) + " (expected: "
                    + TENSORS + ")");
        }
    }

    private void check(String kind, TensorSpec spec, Map<String, NodeInfo> found) {
        String what = kind + " " + spec.name();
        NodeInfo info = found.get(spec.name());
        if (info == null) {
            problems.add(what + ": not in model.onnx, whose " + kind + "s are " + String.join(", ", found.keySet())
                    + " (expected: as manifest.json has it)");
        } else if (info.getInfo() instanceof TensorInfo tensor) {
            ElementType type = typeOf(tensor);
            if (type != null && type != spec.type()) {
                problems.add(what + ": " + type.text() + " in model.onnx (expected: "
                        + spec.type().text() + ", as manifest.json has it)");
            }
            checkShape(what, spec, tensor.getShape());
        }
    }

    /** Any number of rows; and as many elements of each as the manifest says, or, of one, no such dimension at all. */
    private void checkShape(String what, TensorSpec spec, long[] shape) {
        boolean anyRows = shape.length > 0 && shape[0] < 0;
        boolean fits =
                shape.length == 2 ? shape[1] == spec.width() || shape[1] < 0 : shape.length == 1 && spec.width() == 1;
        if (!anyRows || !fits) {
            problems.add(what + ": shape " + Arrays.toString(shape) + " in model.onnx (expected: [-1, " + spec.width()
                    + "], any number of rows, and as many elements of each as manifest.json has)");
        }
    }

    private static @Nullable ElementType typeOf(TensorInfo tensor) {
        return Arrays.stream(ElementType.values())
                .filter(type -> type.onnx() == tensor.type)
                .findFirst()
                .orElse(null);
    }
}
