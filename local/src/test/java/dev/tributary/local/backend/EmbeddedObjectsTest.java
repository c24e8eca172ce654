package dev.tributary.local.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What the commit protocol needs of S3, held by the embedded one. */
class EmbeddedObjectsTest {

    private static final String KEY = "enriched-data/a.jsonl.gz";
    private static final int WRITERS = 8;

    private static EmbeddedBackend backend;
    private static S3Client s3;
    private static int buckets;

    private String bucket = "";

    @BeforeAll
    static void start() {
        backend = EmbeddedBackend.start(Map.of(Service.S3, () -> EmbeddedS3.start(0)));
        s3 = backend.clients().s3();
    }

    @AfterAll
    static void stop() {
        backend.close();
    }

    @BeforeEach
    void createBucket() {
        bucket = "bucket-" + buckets++;
        s3.createBucket(b -> b.bucket(bucket));
    }

    @Nested
    class ConditionalPuts {

        @Test
        void shouldCreateOnlyWhatIsAbsent() {
            put("one", b -> b.ifNoneMatch("*"));

            assertThat(statusOf(() -> put("two", b -> b.ifNoneMatch("*")))).isEqualTo(412);
            assertThat(content()).isEqualTo("one");
        }

        @Test
        void shouldReplaceOnlyTheVersionThatWasSeen() {
            String seen = put("one", b -> b);
            put("two", b -> b.ifMatch(seen));

            assertThat(statusOf(() -> put("three", b -> b.ifMatch(seen)))).isEqualTo(412);
            assertThat(content()).isEqualTo("two");
        }

        @Test
        void shouldNotReplaceWhatIsAbsent() {
            assertThat(statusOf(() -> put("one", b -> b.ifMatch("\"0123456789abcdef0123456789abcdef\""))))
                    .isEqualTo(404);
            assertThat(statusOf(() -> put("one", b -> b.ifMatch("*")))).isEqualTo(404);
        }

        @Test
        void shouldReplaceAnyVersionWhenAskedTo() {
            put("one", b -> b);
            put("two", b -> b.ifMatch("*"));

            assertThat(content()).isEqualTo("two");
        }

        @Test
        void shouldHoldInVersionedBuckets() {
            s3.putBucketVersioning(
                    b -> b.bucket(bucket).versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
            String seen = put("one", b -> b.ifNoneMatch("*"));
            put("two", b -> b.ifMatch(seen));

            assertThat(statusOf(() -> put("three", b -> b.ifMatch(seen)))).isEqualTo(412);
            assertThat(statusOf(() -> put("four", b -> b.ifNoneMatch("*")))).isEqualTo(412);
            assertThat(content()).isEqualTo("two");
        }

        @RepeatedTest(20)
        void shouldLetOneOfManyWritersCreate() throws Exception {
            assertThat(race(writer -> put("writer " + writer, b -> b.ifNoneMatch("*"))))
                    .containsOnly(200, 412)
                    .containsOnlyOnce(200);
        }

        @RepeatedTest(20)
        void shouldLetOneOfManyWritersReplace() throws Exception {
            String seen = put("one", b -> b);

            assertThat(race(writer -> put("writer " + writer, b -> b.ifMatch(seen))))
                    .containsOnly(200, 412)
                    .containsOnlyOnce(200);
        }

        private List<Integer> race(IntConsumer write) throws Exception {
            ExecutorService executor = Executors.newFixedThreadPool(WRITERS);
            try {
                List<Future<Integer>> answers = new ArrayList<>();
                for (int i = 0; i < WRITERS; i++) {
                    int writer = i;
                    answers.add(executor.submit(() -> statusOf(() -> write.accept(writer))));
                }
                List<Integer> statuses = new ArrayList<>();
                for (Future<Integer> answer : answers) {
                    statuses.add(answer.get());
                }
                return statuses;
            } finally {
                executor.shutdownNow();
            }
        }
    }

    @Nested
    class Objects {

        @Test
        void shouldKeepContentTypeMetadataAndETag() {
            String eTag = put("one", b -> b.contentType("application/gzip")
                    .metadata(Map.of("record-count", "3", "first-record", "stream.shard.1")));

            HeadObjectResponse head = s3.headObject(b -> b.bucket(bucket).key(KEY));
            assertThat(head.contentType()).isEqualTo("application/gzip");
            assertThat(head.metadata()).isEqualTo(Map.of("record-count", "3", "first-record", "stream.shard.1"));
            assertThat(head.eTag()).isEqualTo(eTag);
            assertThat(head.contentLength()).isEqualTo(3);
        }

        @ParameterizedTest
        @EnumSource(
                value = ChecksumAlgorithm.class,
                names = {"SHA256", "SHA1", "CRC32"})
        void shouldCheckTheChecksumThatTheClientComputes(ChecksumAlgorithm algorithm) {
            put("one", b -> b.checksumAlgorithm(algorithm));

            assertThat(content()).isEqualTo("one");
        }

        @Test
        void shouldRefuseABodyThatDoesNotHaveItsChecksum() {
            assertThat(statusOf(
                            () -> put("one", b -> b.checksumSHA256("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="))))
                    .isEqualTo(400);
            assertThatThrownBy(EmbeddedObjectsTest.this::content).isInstanceOf(S3Exception.class);
        }

        @Test
        void shouldTakeAStreamWithATrailingChecksum() {
            byte[] body = random(300_000);
            s3.putObject(
                    b -> b.bucket(bucket).key(KEY).checksumAlgorithm(ChecksumAlgorithm.SHA256),
                    RequestBody.fromContentProvider(
                            () -> new ByteArrayInputStream(body), body.length, "application/gzip"));

            assertThat(s3.getObjectAsBytes(b -> b.bucket(bucket).key(KEY)).asByteArray())
                    .isEqualTo(body);
        }

        @Test
        void shouldKeepTenMegabytes() {
            byte[] body = random(10_000_000);
            s3.putObject(
                    b -> b.bucket(bucket)
                            .key(KEY)
                            .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                            .ifNoneMatch("*"),
                    RequestBody.fromBytes(body));

            byte[] stored = s3.getObjectAsBytes(b -> b.bucket(bucket).key(KEY)).asByteArray();
            assertThat(Arrays.equals(stored, body)).isTrue();
        }

        @Test
        void shouldListMoreThanOnePage() {
            List<String> keys = IntStream.range(0, 1_005)
                    .mapToObj(i -> "hour=%02d/%04d.jsonl.gz".formatted(i % 24, i))
                    .sorted()
                    .toList();
            keys.forEach(key -> s3.putObject(b -> b.bucket(bucket).key(key), RequestBody.fromString("x")));

            assertThat(s3.listObjectsV2(b -> b.bucket(bucket)).contents()).hasSize(1_000);
            assertThat(s3.listObjectsV2Paginator(b -> b.bucket(bucket)).contents().stream()
                            .map(S3Object::key))
                    .containsExactlyElementsOf(keys);
        }

        @Test
        void shouldNeverListAnUploadUnderWay() throws Exception {
            ExecutorService writer = Executors.newSingleThreadExecutor();
            try {
                Future<?> writing =
                        writer.submit(() -> IntStream.range(0, 200).forEach(i -> put("version " + i, b -> b)));
                Set<String> listed = new HashSet<>();
                while (!writing.isDone()) {
                    s3.listObjectsV2(b -> b.bucket(bucket)).contents().forEach(object -> listed.add(object.key()));
                }
                writing.get();
                assertThat(listed).containsOnly(KEY);
            } finally {
                writer.shutdownNow();
            }
        }
    }

    private String put(String content, UnaryOperator<PutObjectRequest.Builder> settings) {
        PutObjectRequest request = settings.apply(
                        PutObjectRequest.builder().bucket(bucket).key(KEY))
                .build();
        return s3.putObject(request, RequestBody.fromString(content)).eTag();
    }

    private String content() {
        return s3.getObjectAsBytes(b -> b.bucket(bucket).key(KEY)).asUtf8String();
    }

    private static int statusOf(Runnable call) {
        S3Exception refused = catchThrowableOfType(S3Exception.class, call::run);
        return refused == null ? 200 : refused.statusCode();
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
