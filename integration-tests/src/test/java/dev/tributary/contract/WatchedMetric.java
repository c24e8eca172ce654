package dev.tributary.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.template.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A metric that the template reads.
 *
 * @param by the alarm or dashboard
 */
record WatchedMetric(String by, String namespace, String name, Map<String, String> dimensions) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static List<WatchedMetric> byAlarms() {
        List<WatchedMetric> watched = new ArrayList<>();
        for (Resource alarm : Shipped.resources("AWS::CloudWatch::Alarm")) {
            if (alarm.properties().has("MetricName")) {
                watched.add(ofAlarm(alarm.logicalId(), alarm.properties()));
            }
            alarm.properties().findValues("Metric").forEach(metric -> watched.add(ofAlarm(alarm.logicalId(), metric)));
        }
        return watched;
    }

    static List<WatchedMetric> byDashboards() {
        return Shipped.resources("AWS::CloudWatch::Dashboard").stream()
                .flatMap(dashboard ->
                        widgets(dashboard).stream().flatMap(widget -> ofWidget(dashboard.logicalId(), widget).stream()))
                .toList();
    }

    /** The metrics of a widget, those of its axes apart: by "left" and "right". */
    static Map<String, List<WatchedMetric>> byAxis(String dashboard, JsonNode widget) {
        JsonNode metrics = widget.path("metrics");
        List<WatchedMetric> watched = ofWidget(dashboard, metrics);
        Map<String, List<WatchedMetric>> byAxis = new LinkedHashMap<>();
        for (int i = 0; i < watched.size(); i++) {
            String axis =
                    metrics.get(i).path(metrics.get(i).size() - 1).path("yAxis").asText("left");
            byAxis.computeIfAbsent(axis, a -> new ArrayList<>()).add(watched.get(i));
        }
        return byAxis;
    }

    /** The metrics of an alarm. */
    static List<WatchedMetric> of(Resource alarm) {
        return byAlarms().stream()
                .filter(one -> one.by().equals(alarm.logicalId()))
                .toList();
    }

    private static WatchedMetric ofAlarm(String alarm, JsonNode metric) {
        Map<String, String> dimensions = new LinkedHashMap<>();
        metric.path("Dimensions")
                .forEach(one -> dimensions.put(
                        one.path("Name").asText(), one.path("Value").asText()));
        return new WatchedMetric(
                alarm,
                metric.path("Namespace").asText(),
                metric.path("MetricName").asText(),
                dimensions);
    }

    private static List<JsonNode> widgets(Resource dashboard) {
        try {
            return MAPPER.readTree(dashboard.properties().path("DashboardBody").asText())
                    .findValues("metrics");
        } catch (JsonProcessingException e) {
            throw new AssertionError(dashboard.logicalId() + " is not JSON", e);
        }
    }

    private static List<WatchedMetric> ofWidget(String dashboard, JsonNode metrics) {
        List<WatchedMetric> watched = new ArrayList<>();
        List<String> parts = List.of();
        for (JsonNode metric : metrics) {
            parts = parts(metric, parts);
            Map<String, String> dimensions = new LinkedHashMap<>();
            for (int i = 2; i < parts.size(); i += 2) {
                dimensions.put(parts.get(i), parts.get(i + 1));
            }
            watched.add(new WatchedMetric(dashboard, parts.get(0), parts.get(1), dimensions));
        }
        return watched;
    }

    /** Namespace, name and dimensions; "." repeats a part of the metric above, and "..." all but the last that are given. */
    private static List<String> parts(JsonNode metric, List<String> above) {
        if (metric.path(0).asText().equals("...")) {
            List<String> given = StreamSupport.stream(metric.spliterator(), false)
                    .skip(1)
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::asText)
                    .toList();
            List<String> repeated = above.subList(0, above.size() - given.size());
            return Stream.concat(repeated.stream(), given.stream()).toList();
        }
        List<String> parts = new ArrayList<>();
        for (JsonNode part : metric) {
            if (part.isTextual()) {
                parts.add(part.asText().equals(".") ? above.get(parts.size()) : part.asText());
            }
        }
        return parts;
    }
}
