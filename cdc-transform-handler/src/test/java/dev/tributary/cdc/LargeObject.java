package dev.tributary.cdc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.config.Environment;
import dev.tributary.testing.Backoffs;
import dev.tributary.testing.FakeSqs;
import dev.tributary.testing.LambdaContext;
import dev.tributary.testing.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * A large raw object through the handler, as a program of its own: what {@link MemoryTest} runs with a function's heap. It ends in
 * failure unless every change is in the object where it belongs.
 */
final class LargeObject {

    private static final int MIB = 1 << 20;
    private static final String EVENT = """
            {"Records": [{"eventSource": "aws:s3", "eventName": "ObjectCreated:Put", "eventTime": "2026-03-04T05:06:07Z",
             "s3": {"bucket": {"name": "lake"}, "object": {"key": "raw/large", "versionId": "1"}}}]}""";

    /** A bucket with one object, which is nowhere as a whole; what is put it counts and forgets. */
    private static final class Elsewhere implements S3Client {

        private final ManyChanges object;
        private final Set<String> keys = new HashSet<>();
        private long lines;
        private long bytes;

        Elsewhere(ManyChanges object) {
            this.object = object;
        }

        @Override
        public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
            try {
                return transformer.transform(
                        GetObjectResponse.builder()
                                .contentLength(object.length())
                                .build(),
                        AbortableInputStream.create(object));
            } catch (Exception e) {
                throw SdkClientException.create("a body that nobody could take", e);
            }
        }

        @Override
        public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
            try (InputStream stream = body.contentStreamProvider().newStream()) {
                bytes += stream.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            keys.add(request.key());
            lines += Long.parseLong(request.metadata().getOrDefault("record-count", "0"));
            return PutObjectResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private LargeObject() {}

    /** Takes a folder for temporary files, and how many MB the object's content is to have. */
    public static void main(String[] args) throws IOException {
        ManyChanges changes = new ManyChanges(Long.parseLong(args[1]));
        Elsewhere s3 = new Elsewhere(changes);
        // Time stands still: how long it takes here says nothing of a function.
        ManualClock clock = new ManualClock(Instant.EPOCH);
        CdcTransformHandler handler = new CdcTransformHandler(
                CdcSettings.read(new Environment(CdcFixture.SETTINGS)),
                new Collaborators(s3, new FakeSqs(), Path.of(args[0]), Backoffs.on(clock), clock));
        ByteArrayOutputStream answer = new ByteArrayOutputStream();

        long begin = System.nanoTime();
        handler.handleRequest(new ByteArrayInputStream(EVENT.getBytes(UTF_8)), answer, new LambdaContext());
        Duration took = Duration.ofNanos(System.nanoTime() - begin);

        System.err.printf(
                Locale.ROOT,
                "%,d MB with %,d changes of %d tables to %,d objects of %,d MB in %d s; peak of the heap: %d MB of %d MB%n",
                changes.size() / MIB,
                changes.changes(),
                ManyChanges.TABLES,
                s3.keys.size(),
                s3.bytes / MIB,
                took.toSeconds(),
                peakHeap() / MIB,
                Runtime.getRuntime().maxMemory() / MIB);
        JsonNode counts = CdcFixture.json(answer.toString(UTF_8)).at("/objects/0");
        require(counts.path("changes").asLong() == changes.changes(), "changes read");
        require(counts.path("rows").asLong() == changes.changes(), "rows made");
        require(s3.lines == changes.changes(), "rows written");
        require(s3.keys.size() == ManyChanges.TABLES, "objects");
        require(s3.bytes > Runtime.getRuntime().maxMemory() / 4, "bytes that do not stay in memory");
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    private static void require(boolean met, String what) {
        if (!met) {
            throw new IllegalStateException("not as they should be: " + what);
        }
    }
}
