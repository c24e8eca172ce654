package dev.tributary.inference;

import dev.tributary.aws.Backoff;
import dev.tributary.config.Environment;
import dev.tributary.enrichment.BenchmarkContext;
import dev.tributary.inference.score.Collaborators;
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
 * Rows a second, on one core, of a run over an object of 100,000 rows with as many keys: read, folded, looked up in the ledger,
 * featurised, scored by the model that ships, entered, compressed and handed to S3, within the heap of a small function.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(InferenceBenchmark.ROWS)
@Warmup(iterations = 5, time = 4)
@Measurement(iterations = 5, time = 4)
@Fork(value = 2, jvmArgsAppend = "-Xmx512m")
public class InferenceBenchmark {

    static final int ROWS = 100_000;

    private static final byte[] EVENT = "{\"full\": true}".getBytes(StandardCharsets.UTF_8);

    private static final Environment ENVIRONMENT = new Environment(Map.of(
            "CHANGE_BUCKET", "changes",
            "ANNOUNCEMENT_QUEUE_URL", "https://sqs.example.com/announcements",
            "MODEL", "employee-salary/1",
            "SCORE_TABLE", "scores",
            "DEAD_LETTER_QUEUE_URL", "https://sqs.example.com/dead-letters",
            "DEAD_LETTER_BUCKET", "failures",
            "METRICS_NAMESPACE", "Tributary"));

    private @Nullable MlInferenceHandler handler;

    @Setup
    public void setUp() throws IOException {
        // The function's log and metric lines are part of the work; where they go is not.
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        handler = new MlInferenceHandler(
                InferenceSettings.read(ENVIRONMENT),
                new Collaborators(
                        new TrustedObject(EmployeeRows.of(ROWS)),
                        new EmptyQueue(),
                        new EmptyScores(),
                        Backoff.standard(),
                        Clock.systemUTC(),
                        () -> "attempt"));
    }

    /** The function, from the object's bytes to the bytes of the scored rows. */
    @Benchmark
    public int run() throws IOException {
        if (handler == null) {
            throw new IllegalStateException("not set up");
        }
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(EVENT), answer, new BenchmarkContext());
        String told = answer.toString(StandardCharsets.UTF_8);
        if (!told.contains("\"scored\":" + ROWS + ",")) {
            throw new IllegalStateException("not every row was scored: " + told);
        }
        return answer.size();
    }
}
