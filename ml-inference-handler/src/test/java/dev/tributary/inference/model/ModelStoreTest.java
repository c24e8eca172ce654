package dev.tributary.inference.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.aws.Deadline;
import dev.tributary.aws.Sha256;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

class ModelStoreTest {

    private static final byte[] FILE = OnnxFile.linear(OnnxFile.FLOAT, 1, 2, 3);

    private final Map<String, byte[]> objects = new HashMap<>();
    private final Deadline deadline =
            new Deadline(Clock.systemUTC(), Clock.systemUTC().instant().plus(Duration.ofMinutes(1)));

    private final S3Client s3 = new S3Client() {
        @Override
        public ResponseInputStream<GetObjectResponse> getObject(GetObjectRequest request) {
            byte[] content = objects.get(request.bucket() + "/" + request.key());
            if (content == null) {
                throw NoSuchKeyException.builder()
                        .message("no such key")
                        .statusCode(404)
                        .build();
            }
            return new ResponseInputStream<>(
                    GetObjectResponse.builder()
                            .contentLength((long) content.length)
                            .build(),
                    AbortableInputStream.create(new ByteArrayInputStream(content)));
        }

        @Override
        public String serviceName() {
            return "s3";
        }

        @Override
        public void close() {}
    };

    private final ModelStore store = new ModelStore(s3, Optional.of("models-bucket"));

    private void upload(byte[] file) {
        String sha256 = HexFormat.of().formatHex(Sha256.of(file));
        objects.put(
                "models-bucket/models/price/7/manifest.json",
                Manifests.json().put("sha256", sha256).toString().getBytes(UTF_8));
        objects.put("models-bucket/models/price/7/model.onnx", file);
    }

    @Test
    void shouldOpenAModelOfABucket() {
        upload(FILE);

        try (OnnxModel model = store.open(Manifests.ID, deadline)) {
            assertThat(model.manifest().id()).isEqualTo(Manifests.ID);
            assertThat(model.score(List.of(new FeaturisedRow(new double[] {1, 1}, Manifests.json("{}"), 6))))
                    .extracting(Prediction::value)
                    .containsExactly(6.0);
        }
    }

    @Test
    void shouldTellWhichFileIsMissing() {
        assertThatThrownBy(() -> store.open(Manifests.ID, deadline))
                .isInstanceOf(InvalidModelException.class)
                .hasMessage(
                        "model price/7: s3://models-bucket/models/price/7/manifest.json: missing (expected: upload it"
                                + " there)");
        upload(FILE);
        objects.remove("models-bucket/models/price/7/model.onnx");
        assertThatThrownBy(() -> store.open(Manifests.ID, deadline)).hasMessageContaining("model.onnx: missing");
    }

    @Test
    void shouldRefuseAManifestWithoutAnEnd() {
        upload(FILE);
        objects.put("models-bucket/models/price/7/manifest.json", new byte[ModelStore.MAX_MANIFEST_BYTES + 1]);

        assertThatThrownBy(() -> store.open(Manifests.ID, deadline))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("manifest.json: more than 1048576 bytes");
    }

    @Test
    void shouldTellThatThePackageHasNoSuchModel() {
        assertThatThrownBy(() -> new ModelStore(s3, Optional.empty()).open(new ModelId("none", "1"), deadline))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("models/none/1/manifest.json: not in the function's package")
                .hasMessageContaining("MODEL_BUCKET");
    }
}
