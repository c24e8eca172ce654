package dev.tributary.enrichment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.lambda.NothingCommittedException;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.FakeDynamoDb;
import dev.tributary.testing.Fault;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The line of metrics that an invocation prints. */
class EnrichmentMetricsTest {

    private static final String USER = "{\"user_id\":\"user123\"}";

    private final PrintStream usual = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final HandlerFixture fixture = printingFixture();

    /** The function takes the standard output as it finds it when it starts. */
    private HandlerFixture printingFixture() {
        System.setOut(new PrintStream(printed, true, UTF_8));
        return new HandlerFixture();
    }

    @AfterEach
    void restoreStandardOutput() {
        System.setOut(usual);
    }

    @Test
    void shouldCountWhatBecameOfABatch() {
        fixture.dynamoDb.leaveUnprocessed(key -> key.toString().contains("user456"));
        fixture.handle(USER, "bad");
        printed.reset();

        assertThat(fixture.handle(USER, "{\"user_id\":\"nobody\"}", "bad", "{\"user_id\":\"user456\"}", USER))
                .containsExactly("6");

        Map<String, Long> values = values();
        assertThat(values.remove("BytesWritten")).isPositive();
        assertThat(values.remove("LookupCalls")).isGreaterThan(1);
        // Asking for the unprocessed key again took half of the time.
        assertThat(values.remove("ArrivalToCommit")).isGreaterThan(HandlerFixture.AGE.toMillis());
        assertThat(values.remove("OldestRecordAge")).isGreaterThanOrEqualTo(HandlerFixture.AGE.toMillis());
        assertThat(values)
                .containsOnly(
                        Map.entry("RecordsReceived", 5L),
                        Map.entry("RecordsSucceeded", 2L),
                        Map.entry("RecordsSkipped", 0L),
                        Map.entry("RecordsDeadLettered", 1L),
                        Map.entry("RecordsRetried", 2L),
                        Map.entry("CacheHits", 1L),
                        Map.entry("CacheMisses", 2L));
    }

    @Test
    void shouldCountABatchOfWhichNothingWasCommitted() {
        fixture.dynamoDb.faults().failNext(FakeDynamoDb.BATCH_GET, AwsFailures.throttled(), Fault.Effect.NONE);

        assertThat(catchThrowable(() -> fixture.handle(USER, USER))).isInstanceOf(NothingCommittedException.class);

        assertThat(values())
                .containsEntry("RecordsReceived", 2L)
                .containsEntry("RecordsRetried", 2L)
                .containsEntry("LookupCalls", 1L)
                .containsEntry("OldestRecordAge", HandlerFixture.AGE.toMillis())
                .doesNotContainKey("ArrivalToCommit");
    }

    /** The one line that is in the embedded metric format. */
    private JsonNode line() {
        List<String> lines = printed.toString(UTF_8)
                .lines()
                .filter(line -> line.startsWith("{\"_aws\":"))
                .toList();
        assertThat(lines).hasSize(1);
        return HandlerFixture.json(lines.get(0));
    }

    private Map<String, Long> values() {
        JsonNode line = line();
        assertThat(line.path("FunctionName").textValue()).isEqualTo("enrichment");
        assertThat(line.at("/_aws/CloudWatchMetrics/0/Namespace").textValue()).isEqualTo("Tributary");
        Map<String, Long> values = new TreeMap<>();
        line.at("/_aws/CloudWatchMetrics/0/Metrics").forEach(metric -> {
            String name = metric.path("Name").textValue();
            values.put(name, line.path(name).longValue());
        });
        return values;
    }
}
