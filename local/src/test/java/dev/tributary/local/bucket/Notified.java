package dev.tributary.local.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.template.FunctionDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** A function that a bucket tells of its objects, and what it is told. */
final class Notified {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Notified() {}

    /** @param properties of its event source, in YAML's flow style */
    static FunctionDefinition by(String properties) {
        return new FunctionDefinition(
                "Transform",
                "transform",
                "any",
                Map.of(),
                128,
                Duration.ofSeconds(3),
                List.of(new FunctionDefinition.Event("Objects", "S3", yaml(properties))));
    }

    static NotificationSettings settings(String properties) {
        return NotificationSettings.of("Transform", "Objects", yaml(properties));
    }

    static JsonNode json(byte[] event) {
        try {
            return JSON.readTree(event);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    static JsonNode json(String text) {
        return json(text.getBytes(UTF_8));
    }

    private static JsonNode yaml(String properties) {
        return JSON.valueToTree(new Yaml().load("{" + properties + "}"));
    }
}
