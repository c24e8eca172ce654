package dev.tributary.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.local.template.Resource;
import dev.tributary.metrics.Metric;
import dev.tributary.metrics.Metrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every alarm watches a metric that somebody emits: an alarm on a name that is misspelt stays silent for ever. */
class AlarmContractTest {

    /** A metric that an alarm watches. */
    record Watched(String alarm, String namespace, String metric, Map<String, String> dimensions) {}

    @ParameterizedTest
    @MethodSource("watched")
    void shouldWatchMetricsOfAwsOrOurOwn(Watched watched) {
        if (!watched.namespace().startsWith("AWS/")) {
            FunctionDefinition function = Shipped.functions().stream()
                    .filter(one -> watched.namespace().equals(one.environment().get("METRICS_NAMESPACE")))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no function emits into " + watched.namespace()));
            assertThat(Arrays.stream(Metric.values()).map(Metric::metricName)).contains(watched.metric());
            assertThat(watched.dimensions()).isEqualTo(Map.of(Metrics.DIMENSION, function.name()));
        }
    }

    /** S3 counts the requests of a bucket under the filters alone that the bucket was given. */
    @ParameterizedTest
    @MethodSource("watched")
    void shouldWatchRequestsThatS3Counts(Watched watched) {
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

    @Test
    void shouldHaveAlarms() {
        assertThat(watched()).hasSizeGreaterThanOrEqualTo(9);
    }

    static List<Watched> watched() {
        List<Watched> watched = new ArrayList<>();
        for (Resource alarm : Shipped.resources("AWS::CloudWatch::Alarm")) {
            if (alarm.properties().has("MetricName")) {
                watched.add(watched(alarm.logicalId(), alarm.properties()));
            }
            alarm.properties().findValues("Metric").forEach(metric -> watched.add(watched(alarm.logicalId(), metric)));
        }
        return watched;
    }

    private static Watched watched(String alarm, JsonNode metric) {
        Map<String, String> dimensions = new LinkedHashMap<>();
        metric.path("Dimensions")
                .forEach(one -> dimensions.put(
                        one.path("Name").asText(), one.path("Value").asText()));
        return new Watched(
                alarm,
                metric.path("Namespace").asText(),
                metric.path("MetricName").asText(),
                dimensions);
    }
}
