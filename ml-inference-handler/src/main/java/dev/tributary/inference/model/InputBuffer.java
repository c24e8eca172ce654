package dev.tributary.inference.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The memory of a model's input outside the heap, which ONNX Runtime reads without a copy; one batch at a time is in it. */
final class InputBuffer {

    private final TensorSpec spec;
    private final ByteBuffer bytes;

    InputBuffer(TensorSpec spec, int mostRows) {
        this.spec = spec;
        this.bytes = ByteBuffer.allocateDirect(
                        mostRows * spec.width() * spec.type().bytes())
                .order(ByteOrder.nativeOrder());
    }

    /** The tensor of these rows; it must be closed before the next one is made. */
    OnnxTensor tensor(OrtEnvironment environment, List<FeaturisedRow> rows) throws OrtException {
        bytes.clear();
        for (FeaturisedRow row : rows) {
            for (double value : row.values()) {
                put(value);
            }
        }
        bytes.flip();
        long[] shape = {rows.size(), spec.width()};
        return switch (spec.type()) {
            case FLOAT -> OnnxTensor.createTensor(environment, bytes.asFloatBuffer(), shape);
            case DOUBLE -> OnnxTensor.createTensor(environment, bytes.asDoubleBuffer(), shape);
            case INT32 -> OnnxTensor.createTensor(environment, bytes.asIntBuffer(), shape);
            case INT64 -> OnnxTensor.createTensor(environment, bytes.asLongBuffer(), shape);
        };
    }

    private void put(double value) {
        switch (spec.type()) {
            case FLOAT -> bytes.putFloat((float) value);
            case DOUBLE -> bytes.putDouble(value);
            case INT32 -> bytes.putInt((int) value);
            case INT64 -> bytes.putLong((long) value);
        }
    }
}
