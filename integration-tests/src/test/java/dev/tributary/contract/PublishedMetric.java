package dev.tributary.contract;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.tributary.metrics.Metric;
import dev.tributary.metrics.Metrics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A metric that somebody publishes: a service of AWS, after its documentation (published-metrics.csv names the pages),
 * our code, or a filter that counts lines of a log.
 *
 * @param dimensions under which it is published, by name
 * @param unit as CloudWatch names it
 * @param seconds between two values at the least
 */
record PublishedMetric(String namespace, String name, Set<String> dimensions, String unit, int seconds) {

    /** What an embedded metric has that asks for no finer resolution. */
    private static final int MINUTE = 60;

    private static final Map<String, PublishedMetric> ALL = Stream.of(ofServices(), ofOurs(), ofFilters())
            .flatMap(Function.identity())
            .collect(toUnmodifiableMap(metric -> metric.namespace + " " + metric.name, Function.identity()));

    /** The metric of this name, which nobody publishes if it is not found. */
    static PublishedMetric of(WatchedMetric watched) {
        PublishedMetric metric = ALL.get(watched.namespace() + " " + watched.name());
        if (metric == null) {
            throw new AssertionError(watched + ": nobody publishes it (expected: a row of published-metrics.csv, or a"
                    + " metric of our own)");
        }
        return metric;
    }

    private static Stream<PublishedMetric> ofServices() {
        try (InputStream in =
                        Objects.requireNonNull(PublishedMetric.class.getResourceAsStream("published-metrics.csv"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(", "))
                    .map(cells -> new PublishedMetric(
                            cells[0], cells[1], Set.of(cells[2].split("\\+")), cells[3], Integer.parseInt(cells[4])))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is counted in logs; it has no dimensions. */
    private static Stream<PublishedMetric> ofFilters() {
        return Shipped.resources("AWS::Logs::MetricFilter").stream()
                .map(filter -> filter.properties().at("/MetricTransformations/0"))
                .map(metric -> new PublishedMetric(
                        metric.path("MetricNamespace").asText(),
                        metric.path("MetricName").asText(),
                        Set.of(),
                        metric.path("Unit").asText(),
                        MINUTE));
    }

    private static Stream<PublishedMetric> ofOurs() {
        return Arrays.stream(Metric.values())
                .map(metric -> new PublishedMetric(
                        "Tributary", metric.metricName(), Set.of(Metrics.DIMENSION), metric.unit(), MINUTE));
    }
}
