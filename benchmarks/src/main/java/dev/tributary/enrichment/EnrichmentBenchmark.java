package dev.tributary.enrichment;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.aws.Backoff;
import dev.tributary.config.Environment;
import java.io.ByteArrayInputStream;
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
 * Records a second, on one core, of a 1,000-record batch: the function from Lambda's event to compressed bytes with a warm
 * cache, next to the floor that nothing could go below.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(EnrichmentBenchmark.RECORDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class EnrichmentBenchmark {

    static final int RECORDS = 1_000;

    private static final Environment ENVIRONMENT = new Environment(Map.of(
            "LAKE_BUCKET", "lake",
            "LAKE_DATASET", "events",
            "ENRICHMENT_SOURCES",
                    "[{\"name\":\"user\",\"table\":\"user-profiles\",\"key\":{\"user_id\":\"/user_id\"},"
                            + "\"attributes\":[\"name\",\"email\",\"segment\",\"location\"],\"into\":\"user\"}]",
            "DEAD_LETTER_QUEUE_URL", "https://sqs.example.com/dead-letters",
            "DEAD_LETTER_BUCKET", "failures",
            "METRICS_NAMESPACE", "Tributary"));

    private final ObjectMapper mapper = new ObjectMapper();
    private final Services services = new Services();
    private final Context context = new BenchmarkContext();
    private final PojoSerializer<KinesisEvent> deserializer =
            LambdaEventSerializers.serializerFor(KinesisEvent.class, EnrichmentBenchmark.class.getClassLoader());
    private byte[] eventJson = {};
    private List<byte[]> payloads = List.of();
    private @Nullable KinesisEvent event;
    private @Nullable EnrichmentHandler handler;
    private @Nullable ObjectNode profile;

    @Setup
    public void setUp() {
        // The function's log and metric lines are part of the work; where they go is not.
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        payloads = EventBatch.payloads(RECORDS);
        event = EventBatch.event(payloads);
        eventJson = EventBatch.streamEvent(payloads);
        handler = new EnrichmentHandler(
                KinesisSettings.read(ENVIRONMENT),
                new Collaborators(
                        services.dynamoDb(),
                        services.s3(),
                        services.sqs(),
                        List.of(),
                        Backoff.standard(),
                        Clock.systemUTC()));
        profile = mapper.createObjectNode()
                .put("name", "Name of USER001")
                .put("email", "user001@example.com")
                .put("segment", "premium")
                .put("location", "New York");
    }

    /** The function. */
    @Benchmark
    public StreamsEventResponse enrich() {
        if (handler == null || event == null) {
            throw new IllegalStateException("not set up");
        }
        StreamsEventResponse response = handler.handleRequest(event, context);
        if (!response.getBatchItemFailures().isEmpty()) {
            throw new IllegalStateException("records handed back: " + response);
        }
        return response;
    }

    /** The function and, before it, Lambda's own deserialization of the event: what a pipe's function does in one. */
    @Benchmark
    public StreamsEventResponse deserializeAndEnrich() {
        event = deserializer.fromJson(new ByteArrayInputStream(eventJson));
        return enrich();
    }

    /** The floor: parse, add one object, serialize, compress at the same level, in a bare loop. */
    @Benchmark
    public int floor() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream(64 << 10);
        try (OutputStream gzip = new FastestGzip(file)) {
            for (byte[] payload : payloads) {
                gzip.write(line(payload));
                gzip.write('\n');
            }
        }
        return file.size();
    }

    private byte[] line(byte[] payload) throws IOException, JsonProcessingException {
        ObjectNode node = (ObjectNode) mapper.readTree(payload);
        node.set("user", profile);
        return mapper.writeValueAsBytes(node);
    }
}
