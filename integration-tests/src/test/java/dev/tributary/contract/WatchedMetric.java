package dev.tributary.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.template.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /** Namespace, name and dimensions; "." repeats a part of the metric above, and "..." all of them. */
    private static List<String> parts(JsonNode metric, List<String> above) {
        if (metric.path(0).asText().equals("...")) {
            return above;
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
