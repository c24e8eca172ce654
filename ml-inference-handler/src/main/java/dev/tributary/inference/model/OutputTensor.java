package dev.tributary.inference.model;

import ai.onnxruntime.OnnxTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A copy of what a model answered. */
record OutputTensor(ByteBuffer bytes, TensorSpec spec) {

    static OutputTensor of(OnnxTensor tensor, TensorSpec spec) {
        return new OutputTensor(tensor.getByteBuffer().order(ByteOrder.nativeOrder()), spec);
    }

    int elements() {
        return bytes.capacity() / spec.type().bytes();
    }

    double get(int row, int element) {
        int at = (row * spec.width() + element) * spec.type().bytes();
        return switch (spec.type()) {
            case FLOAT -> bytes.getFloat(at);
            case DOUBLE -> bytes.getDouble(at);
            case INT32 -> bytes.getInt(at);
            case INT64 -> bytes.getLong(at);
        };
    }
}
