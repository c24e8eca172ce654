package dev.tributary.inference.model;

import dev.tributary.aws.AwsClients;
import dev.tributary.aws.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Where models are: {@code models/<name>/<version>/manifest.json} and {@code model.onnx}, in a bucket or in the function's package.
 */
public final class ModelStore {

    static final int MAX_MANIFEST_BYTES = 1 << 20;
    static final int MAX_MODEL_BYTES = 256 << 20;

    private static final String MANIFEST = "manifest.json";
    private static final String MODEL = "model.onnx";

    private final S3Client s3;
    private final Optional<String> bucket;

    /**
     * A store.
     *
     * @param bucket the bucket; empty for the package
     */
    public ModelStore(S3Client s3, Optional<String> bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /**
     * Opens a model.
     *
     * @throws InvalidModelException if one of its files is missing or too large, or it is not what its manifest says
     * @throws software.amazon.awssdk.core.exception.SdkException if the bucket does not answer
     */
    public OnnxModel open(ModelId id, Deadline deadline) {
        ModelManifest manifest = ModelManifest.parse(id, read(id, MANIFEST, MAX_MANIFEST_BYTES, deadline));
        return OnnxModel.open(manifest, read(id, MODEL, MAX_MODEL_BYTES, deadline));
    }

    private byte[] read(ModelId id, String file, int most, Deadline deadline) {
        try (InputStream content = open(id, file, deadline)) {
            byte[] bytes = content.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new InvalidModelException(
                        id, List.of(file + ": more than " + most + " bytes (expected: at most that many)"));
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("model " + id + ": " + file + " broke off", e);
        }
    }

    private InputStream open(ModelId id, String file, Deadline deadline) {
        String path = id.folder() + file;
        if (bucket.isEmpty()) {
            InputStream resource = ModelStore.class.getResourceAsStream("/" + path);
            if (resource == null) {
                throw new InvalidModelException(
                        id,
                        List.of(path + ": not in the function's package (expected: a file"
                                + " below src/main/resources; or name the bucket in MODEL_BUCKET)"));
            }
            return resource;
        }
        try {
            return s3.getObject(
                    get -> get.bucket(bucket.get()).key(path).overrideConfiguration(AwsClients.within(deadline)));
        } catch (NoSuchKeyException e) {
            InvalidModelException missing = new InvalidModelException(
                    id, List.of("s3://" + bucket.get() + "/" + path + ": missing (expected: upload it there)"));
            missing.initCause(e);
            throw missing;
        }
    }
}
