package dev.tributary.inference.model;

import ai.onnxruntime.OnnxJavaType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the elements of a tensor are, of those types that models may take and give here. */
public enum ElementType {
    FLOAT(OnnxJavaType.FLOAT, Float.BYTES),
    DOUBLE(OnnxJavaType.DOUBLE, Double.BYTES),
    INT32(OnnxJavaType.INT32, Integer.BYTES),
    INT64(OnnxJavaType.INT64, Long.BYTES);

    private final OnnxJavaType onnx;
    private final int bytes;

    ElementType(OnnxJavaType onnx, int bytes) {
        this.onnx = onnx;
        this.bytes = bytes;
    }

    static Optional<ElementType> of(String text) {
        return Arrays.stream(values()).filter(type -> type.text().equals(text)).findFirst();
    }

    OnnxJavaType onnx() {
        return onnx;
    }

    int bytes() {
        return bytes;
    }

    /** As a manifest has it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All of them, for messages. */
    static String all() {
        return String.join(", ", Arrays.stream(values()).map(ElementType::text).toList());
    }

    /** Whether the type can hold a number, rounded to its precision; whole numbers only where it has no others. */
    boolean holds(double number) {
        return switch (this) {
            case FLOAT -> Float.isFinite((float) number);
            case DOUBLE -> Double.isFinite(number);
            case INT32 -> number == (int) number;
            case INT64 -> number == (long) number && Math.abs(number) <= 1L << 53;
        };
    }
}
