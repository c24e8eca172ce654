package dev.tributary.enrichment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the function of a pipe asks of AWS, and what it measures. */
class PipesCallsTest {

    private final PrintStream usual = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PipesFixture fixture = printingFixture();

    /** The function takes the standard output as it finds it when it starts. */
    private PipesFixture printingFixture() {
        System.setOut(new PrintStream(printed, true, UTF_8));
        return new PipesFixture(Map.of("MAX_ANSWER_RECORDS", "1000"));
    }

    @AfterEach
    void restoreStandardOutput() {
        System.setOut(usual);
    }

    @Test
    void shouldMakeOneCallWithAColdCacheAndNoneWithAWarmOne() {
        String[] events = IntStream.range(0, 1_000)
                .mapToObj(i -> PipesFixture.order("PROD-" + i % 100, "1"))
                .toArray(String[]::new);

        assertThat(fixture.handle(events)).hasSize(1_000);
        assertThat(fixture.dynamoDb.keysPerCall()).containsExactly(100);

        assertThat(fixture.handle(events)).hasSize(1_000);
        assertThat(fixture.dynamoDb.keysPerCall()).containsExactly(100);
        assertThat(fixture.sqs.calls()).isEmpty();
        assertThat(fixture.s3.puts()).isEmpty();
    }

    @Test
    void shouldMeasureABatch() {
        fixture.handle(PipesFixture.order("PROD-001", "1"), "bad", "{}");

        List<String> lines = printed.toString(UTF_8)
                .lines()
                .filter(line -> line.startsWith("{\"_aws\":"))
                .toList();
        assertThat(lines).hasSize(1);
        JsonNode line = HandlerFixture.json(lines.get(0));
        assertThat(line.path("RecordsReceived").intValue()).isEqualTo(3);
        assertThat(line.path("RecordsSucceeded").intValue()).isEqualTo(2);
        assertThat(line.path("RecordsDeadLettered").intValue()).isEqualTo(1);
        assertThat(line.path("RecordsRetried").intValue()).isZero();
        assertThat(line.path("OldestRecordAge").intValue()).isEqualTo(3_000);
        assertThat(line.path("ArrivalToCommit").intValue()).isEqualTo(3_000);
        assertThat(line.has("BytesWritten"))
                .as("into a lake that it does not know")
                .isFalse();
    }
}
