package dev.tributary.inference.model;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Small models in ONNX, written field by field after its protobuf schema.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">the schema</a>
 */
public final class OnnxFile {

    public static final int FLOAT = 1;
    static final int INT64 = 7;
    static final int STRING = 8;
    static final int DOUBLE = 11;
    static final int BOOL = 9;

    /** A dimension of any size. */
    static final int ANY = -1;

    private static final String ML = "ai.onnx.ml";

    private final Message graph = new Message();

    /** A linear regressor in one precision: the sum of the inputs by their weights, and the intercept. */
    public static byte[] linear(int type, double intercept, double... weights) {
        OnnxFile file = new OnnxFile();
        file.input("input", type, ANY, weights.length);
        file.weights("weights", type, weights, weights.length, 1);
        file.weights("intercept", type, new double[] {intercept}, 1);
        file.node("Gemm", "", "output", Map.of(), "input", "weights", "intercept");
        file.output("output", type, ANY, 1);
        return file.bytes();
    }

    /** A linear regressor that takes whole numbers. */
    static byte[] linearOfWholeNumbers(double intercept, double... weights) {
        OnnxFile file = new OnnxFile();
        file.input("input", INT64, ANY, weights.length);
        file.weights("weights", FLOAT, weights, weights.length, 1);
        file.weights("intercept", FLOAT, new double[] {intercept}, 1);
        file.node("Cast", "", "numbers", Map.of("to", (long) FLOAT), "input");
        file.node("Gemm", "", "output", Map.of(), "numbers", "weights", "intercept");
        file.output("output", FLOAT, ANY, 1);
        return file.bytes();
    }

    /** A classifier of two classes: the label, and the probability of each class. */
    static byte[] classifier(double intercept, double... weights) {
        OnnxFile file = withClassifier(intercept, weights);
        file.output("label", INT64, ANY);
        file.output("probabilities", FLOAT, ANY, 2);
        return file.bytes();
    }

    /** A classifier as some tools export it: with the probabilities of each row in a map. */
    static byte[] classifierWithZipMap(double intercept, double... weights) {
        OnnxFile file = withClassifier(intercept, weights);
        file.node("ZipMap", ML, "by_class", Map.of("classlabels_int64s", new long[] {0, 1}), "probabilities");
        file.output("label", INT64, ANY);
        Message map = new Message().number(1, INT64).message(2, tensorType(FLOAT));
        file.graph.message(
                12,
                new Message()
                        .text(1, "by_class")
                        .message(2, new Message().message(4, new Message().message(1, new Message().message(5, map)))));
        return file.bytes();
    }

    /** What hands its input on. */
    static byte[] identity(int type, int... shape) {
        OnnxFile file = new OnnxFile();
        file.input("input", type, shape);
        file.node("Identity", "", "output", Map.of(), "input");
        file.output("output", type, shape);
        return file.bytes();
    }

    /** The sum of two inputs. */
    static byte[] sum() {
        OnnxFile file = new OnnxFile();
        file.input("one", FLOAT, ANY, 1);
        file.input("other", FLOAT, ANY, 1);
        file.node("Add", "", "output", Map.of(), "one", "other");
        file.output("output", FLOAT, ANY, 1);
        return file.bytes();
    }

    private static OnnxFile withClassifier(double intercept, double... weights) {
        OnnxFile file = new OnnxFile();
        file.input("input", FLOAT, ANY, weights.length);
        float[] coefficients = new float[2 * weights.length];
        for (int i = 0; i < weights.length; i++) {
            coefficients[i] = (float) -weights[i];
            coefficients[weights.length + i] = (float) weights[i];
        }
        Map<String, Object> attributes = Map.of(
                "coefficients",
                coefficients,
                "intercepts",
                new float[] {(float) -intercept, (float) intercept},
                "classlabels_ints",
                new long[] {0, 1},
                "multi_class",
                0L,
                "post_transform",
                "SOFTMAX");
        Message node = node("LinearClassifier", ML, attributes, "input")
                .text(2, "label")
                .text(2, "probabilities");
        file.graph.message(1, node);
        return file;
    }

    private byte[] bytes() {
        graph.text(2, "graph");
        return new Message()
                .number(1, 8)
                .message(8, new Message().text(1, "").number(2, 17))
                .message(8, new Message().text(1, ML).number(2, 3))
                .message(7, graph)
                .bytes();
    }

    private void input(String name, int type, int... shape) {
        graph.message(11, value(name, type, shape));
    }

    private void output(String name, int type, int... shape) {
        graph.message(12, value(name, type, shape));
    }

    private void weights(String name, int type, double[] values, int... shape) {
        Message tensor = new Message();
        for (int size : shape) {
            tensor.number(1, size);
        }
        tensor.number(2, type);
        for (double value : values) {
            if (type == DOUBLE) {
                tensor.decimal(10, value);
            } else {
                tensor.decimal(4, (float) value);
            }
        }
        graph.message(5, tensor.text(8, name));
    }

    private void node(String operator, String domain, String output, Map<String, ?> attributes, String... inputs) {
        graph.message(1, node(operator, domain, attributes, inputs).text(2, output));
    }

    private static Message node(String operator, String domain, Map<String, ?> attributes, String... inputs) {
        Message node = new Message().text(4, operator).text(7, domain);
        for (String input : inputs) {
            node.text(1, input);
        }
        attributes.forEach((name, value) -> node.message(5, attribute(name, value)));
        return node;
    }

    private static Message attribute(String name, Object value) {
        Message attribute = new Message().text(1, name);
        if (value instanceof float[] numbers) {
            for (float number : numbers) {
                attribute.decimal(7, number);
            }
            return attribute.number(20, 6);
        }
        if (value instanceof long[] numbers) {
            for (long number : numbers) {
                attribute.number(8, number);
            }
            return attribute.number(20, 7);
        }
        return value instanceof Long number
                ? attribute.number(3, number).number(20, 2)
                : attribute.text(4, value.toString()).number(20, 3);
    }

    private static Message value(String name, int type, int... shape) {
        return new Message().text(1, name).message(2, tensorType(type, shape));
    }

    private static Message tensorType(int type, int... shape) {
        Message dimensions = new Message();
        for (int size : shape) {
            Message dimension = new Message();
            dimensions.message(1, size == ANY ? dimension.text(2, "n") : dimension.number(1, size));
        }
        Message tensor = new Message().number(1, type).message(2, dimensions);
        return new Message().message(1, tensor);
    }

    /** A protobuf message in the making. */
    private static final class Message {

        private interface Field {
            void write(CodedOutputStream to) throws IOException;
        }

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Message number(int field, long value) {
            return add(to -> to.writeInt64(field, value));
        }

        Message text(int field, String value) {
            return add(to -> to.writeString(field, value));
        }

        Message decimal(int field, float value) {
            return add(to -> to.writeFloat(field, value));
        }

        Message decimal(int field, double value) {
            return add(to -> to.writeDouble(field, value));
        }

        Message message(int field, Message message) {
            return add(to -> to.writeBytes(field, ByteString.copyFrom(message.bytes())));
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }

        private Message add(Field field) {
            try {
                CodedOutputStream to = CodedOutputStream.newInstance(bytes);
                field.write(to);
                to.flush();
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
