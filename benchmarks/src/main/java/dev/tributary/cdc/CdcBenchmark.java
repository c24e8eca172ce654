package dev.tributary.cdc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.audit.Services;
import dev.tributary.aws.Backoff;
import dev.tributary.config.Environment;
import dev.tributary.enrichment.BenchmarkContext;
import dev.tributary.enrichment.FastestGzip;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Changes a second, on one core, of a raw object of 10,000 lines of 500 bytes as DMS writes them: the function from S3's event to
 * compressed rows handed to S3, next to the floor that nothing could go below. 80,000 a second are 40 MB/s.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(CdcBenchmark.CHANGES)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class CdcBenchmark {

    static final int CHANGES = 10_000;

    private static final byte[] EVENT = """
            {"Records": [{"eventSource": "aws:s3", "eventName": "ObjectCreated:Put", "eventTime": "2026-03-04T05:10:00Z",
             "s3": {"bucket": {"name": "changes"}, "object": {"key": "raw/changes", "eTag": "1"}}}]}""".getBytes(StandardCharsets.UTF_8);

    private static final Environment ENVIRONMENT = new Environment(Map.of(
            "CHANGE_BUCKET", "changes",
            "DEAD_LETTER_QUEUE_URL", "https://sqs.example.com/dead-letters",
            "DEAD_LETTER_BUCKET", "failures",
            "METRICS_NAMESPACE", "Tributary"));

    private final ObjectMapper mapper = new ObjectMapper();
    private byte[] plain = {};
    private byte[] compressed = {};
    private @Nullable CdcTransformHandler ofPlain;
    private @Nullable CdcTransformHandler ofCompressed;

    @Setup
    public void setUp() throws IOException {
        // The function's log and metric lines are part of the work; where they go is not.
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        plain = DmsLines.of(CHANGES);
        compressed = gzip(plain);
        ofPlain = handler(plain);
        ofCompressed = handler(compressed);
    }

    /** The function, of an object that is not compressed. */
    @Benchmark
    public int transform() throws IOException {
        return run(ofPlain);
    }

    /** The function, of an object as Firehose compresses it. */
    @Benchmark
    public int transformCompressed() throws IOException {
        return run(ofCompressed);
    }

    /** The floor: parse, serialize the row with three fields of the change, compress at the same level, in a bare loop. */
    @Benchmark
    public int floor() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream(64 << 10);
        try (OutputStream gzip = new FastestGzip(file);
                MappingIterator<JsonNode> values =
                        mapper.readerFor(JsonNode.class).readValues(plain)) {
            while (values.hasNext()) {
                JsonNode change = values.next();
                JsonNode metadata = change.path("metadata");
                ObjectNode row = (ObjectNode) change.path("data");
                row.set("operation", metadata.path("operation"));
                row.set("commit-timestamp", metadata.path("commit-timestamp"));
                row.set("stream-position", metadata.path("stream-position"));
                gzip.write(mapper.writeValueAsBytes(row));
                gzip.write('\n');
            }
        }
        return file.size();
    }

    private static int run(@Nullable CdcTransformHandler handler) throws IOException {
        if (handler == null) {
            throw new IllegalStateException("not set up");
        }
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(EVENT), answer, new BenchmarkContext());
        String told = answer.toString(StandardCharsets.UTF_8);
        if (!told.contains("\"rows\":" + CHANGES + ",")) {
            throw new IllegalStateException("not every change became a row: " + told);
        }
        return answer.size();
    }

    private static CdcTransformHandler handler(byte[] object) throws IOException {
        Path temporary = Files.createTempDirectory("cdc");
        return new CdcTransformHandler(
                CdcSettings.read(ENVIRONMENT),
                new Collaborators(
                        new RawObject(object), Services.sqs(), temporary, Backoff.standard(), Clock.systemUTC()));
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(file)) {
            gzip.write(content);
        }
        return file.toByteArray();
    }
}
