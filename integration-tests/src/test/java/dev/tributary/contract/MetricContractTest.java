package dev.tributary.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.local.template.FunctionDefinition.Event;
import dev.tributary.metrics.Metric;
import dev.tributary.metrics.Metrics;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Alarms and dashboards read metrics that somebody emits: an alarm on a name that is misspelt stays silent for ever. */
class MetricContractTest {

    @ParameterizedTest
    @MethodSource("watched")
    void shouldWatchMetricsOfAwsOrOurOwn(WatchedMetric watched) {
        if (!watched.namespace().startsWith("AWS/")) {
            FunctionDefinition function = Shipped.functions().stream()
                    .filter(one -> watched.namespace().equals(one.environment().get("METRICS_NAMESPACE")))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no function emits into " + watched.namespace()));
            assertThat(ours()).contains(watched.name());
            assertThat(watched.dimensions()).isEqualTo(Map.of(Metrics.DIMENSION, function.name()));
        }
    }

    @Test
    void shouldShowEveryMetricOfOurOwn() {
        assertThat(WatchedMetric.byDashboards()).extracting(WatchedMetric::name).containsAll(ours());
    }

    /** S3 counts the requests of a bucket under the filters alone that the bucket was given. */
    @ParameterizedTest
    @MethodSource("watched")
    void shouldWatchRequestsThatS3Counts(WatchedMetric watched) {
        if (watched.namespace().equals("AWS/S3")) {
            List<String> filters = Shipped.resources("AWS::S3::Bucket").stream()
                    .filter(bucket ->
                            bucket.physicalName().equals(watched.dimensions().get("BucketName")))
                    .flatMap(
                            bucket -> bucket.properties().path("MetricsConfigurations").findValuesAsText("Id").stream())
                    .toList();
            assertThat(filters).contains(watched.dimensions().getOrDefault("FilterId", "none"));
        }
    }

    /** Lambda counts the events of a mapping only if the mapping asks for it. SAM names the mapping after its event. */
    @ParameterizedTest
    @MethodSource("watched")
    void shouldWatchEventsThatLambdaCounts(WatchedMetric watched) {
        String mapping = watched.dimensions().getOrDefault("EventSourceMappingUUID", "");
        if (!mapping.isEmpty()) {
            List<Event> counted = Shipped.functions().stream()
                    .flatMap(function -> function.events().stream()
                            .filter(event -> mapping.endsWith(function.logicalId() + event.logicalId())))
                    .toList();
            assertThat(counted).hasSize(1).allSatisfy(event -> assertThat(
                            event.properties().at("/MetricsConfig/Metrics"))
                    .extracting(JsonNode::asText)
                    .contains("EventCount"));
        }
    }

    @Test
    void shouldHaveAlarms() {
        assertThat(WatchedMetric.byAlarms()).hasSizeGreaterThanOrEqualTo(9);
    }

    static List<WatchedMetric> watched() {
        return Stream.concat(WatchedMetric.byAlarms().stream(), WatchedMetric.byDashboards().stream())
                .toList();
    }

    private static List<String> ours() {
        return Arrays.stream(Metric.values()).map(Metric::metricName).toList();
    }
}
