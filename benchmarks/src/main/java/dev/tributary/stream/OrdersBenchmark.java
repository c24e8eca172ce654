package dev.tributary.stream;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.audit.Services;
import dev.tributary.aws.Backoff;
import dev.tributary.config.Environment;
import dev.tributary.enrichment.BenchmarkContext;
import dev.tributary.enrichment.FastestGzip;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
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
 * Records a second, on one core, of a batch of 1,000 orders of 400 bytes: the function from Lambda's event to compressed
 * bytes, validated and applied to a table whose client answers at once, next to the floor that nothing could go below.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(OrdersBenchmark.RECORDS)
@Warmup(iterations = 20, time = 1) // there is much to compile, and one core for all of it
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class OrdersBenchmark {

    static final int RECORDS = 1_000;

    private static final Environment ENVIRONMENT = new Environment(Map.of(
            "LAKE_BUCKET", "lake",
            "EVENT_TYPE", "orders",
            "ENTITY_FIELD", "order_id",
            "EVENT_PROCESSOR", "dev.tributary.stream.types.Orders",
            "TABLE_NAME", "orders",
            "TOPIC_ARN", "arn:aws:sns:us-east-1:000000000000:alerts",
            "DEAD_LETTER_QUEUE_URL", "https://sqs.example.com/dead-letters",
            "DEAD_LETTER_BUCKET", "failures",
            "METRICS_NAMESPACE", "Tributary"));

    private final ObjectMapper mapper = new ObjectMapper();
    private final Context context = new BenchmarkContext();
    private List<byte[]> payloads = List.of();
    private @Nullable KinesisEvent event;
    private @Nullable StreamProcessorHandler handler;

    @Setup
    public void setUp() {
        // The function's log and metric lines are part of the work; where they go is not.
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        payloads = OrderBatch.payloads(RECORDS);
        event = OrderBatch.event(payloads);
        handler = new StreamProcessorHandler(
                StreamProcessorSettings.read(ENVIRONMENT),
                new Collaborators(
                        OrderTable.dynamoDb(),
                        Services.s3(),
                        Services.sqs(),
                        Services.sns(),
                        Backoff.standard(),
                        Clock.systemUTC()));
    }

    /** The function. */
    @Benchmark
    public StreamsEventResponse process() {
        if (handler == null || event == null) {
            throw new IllegalStateException("not set up");
        }
        StreamsEventResponse response = handler.handleRequest(event, context);
        if (!response.getBatchItemFailures().isEmpty()) {
            throw new IllegalStateException("records handed back: " + response);
        }
        return response;
    }

    /** The floor: parse what the API wrote and the order in it, serialize, compress at the same level, in a bare loop. */
    @Benchmark
    public int floor() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream(64 << 10);
        try (OutputStream gzip = new FastestGzip(file)) {
            for (byte[] payload : payloads) {
                ObjectNode line = (ObjectNode) mapper.readTree(payload);
                line.set("event", mapper.readTree(line.remove("body").textValue()));
                gzip.write(mapper.writeValueAsBytes(line));
                gzip.write('\n');
            }
        }
        return file.size();
    }
}
