package dev.tributary.training;

import ai.onnx.proto.OnnxMl;

/** The bytes of a model that Tribuo exported: the same for the same coefficients, whenever and wherever it was trained. */
final class OnnxFile {

    private OnnxFile() {}

    /** Without what Tribuo tells of the training, which has the time and the machine's Java in it. */
    static byte[] of(OnnxMl.ModelProto exported) {
        OnnxMl.ModelProto.Builder model = exported.toBuilder();
        model.clearMetadataProps();
        model.clearDocString();
        model.clearDomain();
        model.clearModelVersion();
        model.clearProducerVersion();
        model.getGraphBuilder().setName("employee-salary").clearDocString();
        return model.build().toByteArray();
    }
}
