package dev.tributary.training;

import dev.tributary.inference.model.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A model, ready to be served.
 *
 * @param manifest what is in {@code manifest.json}
 * @param onnx the content of {@code model.onnx}; not to be changed
 */
record TrainedModel(ModelManifest manifest, byte[] onnx) {

    /** Writes {@code model.onnx} and {@code manifest.json} to this folder, over what is there. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("model.onnx"), onnx);
        Files.write(folder.resolve("manifest.json"), ManifestWriter.write(manifest));
    }
}
