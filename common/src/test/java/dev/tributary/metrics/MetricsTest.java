package dev.tributary.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.json.Json;
import dev.tributary.testing.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    /** The units that CloudWatch's MetricDatum takes. */
    private static final Set<String> UNITS = Set.of("Count", "Bytes", "Milliseconds");

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Metrics metrics =
            new Metrics("Tributary", new ManualClock(NOW), new PrintStream(printed, true, StandardCharsets.US_ASCII));

    @Test
    void shouldPrintSumsWithUnitsAndTheDimensionInOneLine() throws JsonProcessingException {
        metrics.add(Metric.RECORDS_RECEIVED, 2);
        metrics.add(Metric.RECORDS_RECEIVED, 3);
        metrics.add(Metric.BYTES_WRITTEN, 5_000_000_000L);

        metrics.flush("enrich");

        assertThat(lines()).hasSize(1);
        assertThat(Json.readTree(lines().get(0))).isEqualTo(Json.readTree("""
                        {
                          "_aws": {
                            "Timestamp": 1767323045678,
                            "CloudWatchMetrics": [{
                              "Namespace": "Tributary",
                              "Dimensions": [["FunctionName"]],
                              "Metrics": [
                                {"Name": "RecordsReceived", "Unit": "Count"},
                                {"Name": "BytesWritten", "Unit": "Bytes"}
                              ]
                            }]
                          },
                          "FunctionName": "enrich",
                          "RecordsReceived": 5,
                          "BytesWritten": 5000000000
                        }"""));
    }

    @Test
    void shouldPrintAMetricThatStayedZero() throws JsonProcessingException {
        metrics.add(Metric.RECORDS_RETRIED, 0);

        metrics.flush("enrich");

        assertThat(Json.readTree(lines().get(0)).path("RecordsRetried"))
                .isEqualTo(Json.object().numberNode(0));
    }

    @Test
    void shouldPrintNothingWhenNothingWasAdded() {
        metrics.flush("enrich");

        assertThat(printed.size()).isZero();
    }

    @Test
    void shouldStartAnewBehindEachLine() throws JsonProcessingException {
        metrics.add(Metric.CACHE_HITS, 7);
        metrics.flush("enrich");
        assertThat(metrics.value(Metric.CACHE_HITS)).isZero();

        metrics.flush("enrich");
        assertThat(lines()).hasSize(1);

        metrics.add(Metric.CACHE_MISSES, 1);
        metrics.flush("enrich");

        JsonNode second = Json.readTree(lines().get(1));
        assertThat(second.has("CacheHits")).isFalse();
        assertThat(second.path("CacheMisses").intValue()).isEqualTo(1);
    }

    @Test
    void shouldTellWhatAMetricHasComeTo() {
        assertThat(metrics.value(Metric.LOOKUP_CALLS)).isZero();

        metrics.add(Metric.LOOKUP_CALLS, 1);
        metrics.add(Metric.LOOKUP_CALLS, 2);

        assertThat(metrics.value(Metric.LOOKUP_CALLS)).isEqualTo(3);
    }

    @Test
    void shouldPrintAnyNameWhateverTheStreamsCharacterSet() throws JsonProcessingException {
        metrics.add(Metric.CACHE_HITS, 1);

        metrics.flush("fünction\n");

        assertThat(Json.readTree(lines().get(0)).path("FunctionName").textValue())
                .isEqualTo("fünction\n");
    }

    @Test
    void shouldDefineMetricsThatCloudWatchTakesInOneLine() {
        assertThat(Metric.values())
                .hasSizeLessThanOrEqualTo(100)
                .allSatisfy(metric -> assertThat(metric.unit()).isIn(UNITS))
                .extracting(Metric::metricName)
                .doesNotHaveDuplicates()
                .doesNotContain(Metrics.DIMENSION, "_aws");
    }

    private List<String> lines() {
        return Arrays.asList(printed.toString(StandardCharsets.US_ASCII).split(System.lineSeparator(), 0));
    }
}
