package dev.tributary.enrichment;

import com.amazonaws.services.lambda.runtime.Context;
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
 * Records a second, on one core, of a pipe's 1,000-record batch: the function from the bytes of the event to the bytes of the
 * answer with a warm cache. The events are those of {@link EnrichmentBenchmark}, which is handed its event parsed.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(EnrichmentBenchmark.RECORDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class PipesBenchmark {

    private static final Environment ENVIRONMENT = new Environment(Map.of(
            "ENRICHMENT_SOURCES",
                    "[{\"name\":\"user\",\"table\":\"user-profiles\",\"key\":{\"user_id\":\"/user_id\"},"
                            + "\"attributes\":[\"name\",\"email\",\"segment\",\"location\"],\"into\":\"user\"}]",
            "MAX_ANSWER_RECORDS", "1000",
            "DEAD_LETTER_QUEUE_URL", "https://sqs.example.com/dead-letters",
            "DEAD_LETTER_BUCKET", "failures",
            "METRICS_NAMESPACE", "Tributary"));

    private final Services services = new Services();
    private final Context context = new BenchmarkContext();
    private byte[] event = {};
    private @Nullable PipesEnrichmentHandler handler;

    @Setup
    public void setUp() {
        // The function's log and metric lines are part of the work; where they go is not.
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        event = EventBatch.pipeEvent(EventBatch.payloads(EnrichmentBenchmark.RECORDS));
        handler = new PipesEnrichmentHandler(
                PipesSettings.read(ENVIRONMENT),
                new Collaborators(
                        services.dynamoDb(),
                        services.s3(),
                        services.sqs(),
                        List.of(),
                        Backoff.standard(),
                        Clock.systemUTC()));
    }

    /** The function. */
    @Benchmark
    public byte[] enrich() throws IOException {
        if (handler == null) {
            throw new IllegalStateException("not set up");
        }
        ByteArrayOutputStream answer = new ByteArrayOutputStream(64 << 10);
        handler.handleRequest(new ByteArrayInputStream(event), answer, context);
        return answer.toByteArray();
    }
}
