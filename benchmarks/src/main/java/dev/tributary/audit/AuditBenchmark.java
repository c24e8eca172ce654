package dev.tributary.audit;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
 * Records a second, on one core, of a batch of 1,000 changes of 400 bytes: the function from the event's bytes to compressed
 * bytes, without notifications, next to the floor that nothing could go below.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(AuditBenchmark.RECORDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class AuditBenchmark {

    static final int RECORDS = 1_000;

    private static final byte[] ANSWER = "{\"batchItemFailures\":[]}".getBytes(StandardCharsets.US_ASCII);

    private static final Environment ENVIRONMENT = new Environment(Map.of(
            "LAKE_BUCKET", "lake",
            "NOTIFY_EVENTS", "[]",
            "DEAD_LETTER_QUEUE_URL", "https://sqs.example.com/dead-letters",
            "DEAD_LETTER_BUCKET", "failures",
            "METRICS_NAMESPACE", "Tributary"));

    private final ObjectMapper mapper = new ObjectMapper();
    private final Context context = new BenchmarkContext();
    private byte[] event = {};
    private @Nullable DynamoStreamAuditHandler handler;
    private @Nullable ObjectNode added;

    @Setup
    public void setUp() {
        // The function's log and metric lines are part of the work; where they go is not.
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        event = ChangeBatch.event(RECORDS);
        added = mapper.createObjectNode()
                .put("recordId", "tributary-dev-user-activities.00000000000000000000000000000000.100000000000.0")
                .put("processedAt", "2026-11-21T04:00:00Z")
                .put("requestId", context.getAwsRequestId());
        handler = new DynamoStreamAuditHandler(
                AuditSettings.read(ENVIRONMENT),
                new Collaborators(
                        Services.s3(), Services.sqs(), Services.sns(), Backoff.standard(), Clock.systemUTC()));
    }

    /** The function. */
    @Benchmark
    public byte[] audit() throws IOException {
        if (handler == null) {
            throw new IllegalStateException("not set up");
        }
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event), answer, context);
        if (answer.size() != ANSWER.length) {
            throw new IllegalStateException("records handed back: " + answer.toString(StandardCharsets.UTF_8));
        }
        return answer.toByteArray();
    }

    /** The floor: parse, add one object, serialize, compress at the same level, in a bare loop; types stay as they are. */
    @Benchmark
    public int floor() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream(64 << 10);
        try (OutputStream gzip = new FastestGzip(file)) {
            for (JsonNode record : mapper.readTree(event).path("Records")) {
                ((ObjectNode) record).set("audit", added);
                gzip.write(mapper.writeValueAsBytes(record));
                gzip.write('\n');
            }
        }
        return file.size();
    }
}
