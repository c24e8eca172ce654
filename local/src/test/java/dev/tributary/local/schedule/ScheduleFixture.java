package dev.tributary.local.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.testing.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** Schedules of a function, and what they hand on. */
final class ScheduleFixture {

    static final Instant AT = Instant.parse("2026-03-01T10:00:00.250Z");

    private static final ObjectMapper JSON = new ObjectMapper();

    final List<byte[]> received = Collections.synchronizedList(new ArrayList<>());

    /**
     * @param type of the event source
     * @param properties of it, in YAML's flow style
     */
    static FunctionDefinition function(String type, String properties) {
        JsonNode yaml = JSON.valueToTree(new Yaml().load("{" + properties + "}"));
        return new FunctionDefinition(
                "Inference/Score",
                "tributary-Inference-Score",
                "any",
                Map.of(),
                128,
                Duration.ofSeconds(3),
                List.of(new FunctionDefinition.Event("Runs", type, yaml)));
    }

    static ScheduleSettings settings(ScheduleType type, String properties) {
        FunctionDefinition function = function(type.samName(), properties);
        return ScheduleSettings.of(type, function, function.events().get(0));
    }

    Schedule schedule(String type, String properties) {
        FunctionDefinition function = function(type, properties);
        return new Schedule(function, function.events().get(0), new ManualClock(AT), received::add);
    }

    /** What was handed on last. */
    JsonNode last() {
        return json(new String(received.get(received.size() - 1), UTF_8));
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }
}
