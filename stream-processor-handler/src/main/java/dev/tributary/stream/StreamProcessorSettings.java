package dev.tributary.stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.batch.RejectLimit;
import dev.tributary.config.Environment;
import dev.tributary.config.InvalidSettingsException;
import dev.tributary.config.Setting;
import dev.tributary.config.SettingsReader;
import dev.tributary.json.Json;
import dev.tributary.lake.LakeLocation;
import dev.tributary.stream.apply.EventProcessor;
import dev.tributary.stream.event.EventReader;
import dev.tributary.stream.event.EventSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@link StreamProcessorHandler} is told by its environment.
 *
 * @param archive where accepted events go
 * @param schema what an event must be
 * @param reader what reads events by it
 * @param processor what events do
 * @param table the type's table
 * @param markerRetention how long a repeat is known for what it is
 * @param topicArn the topic of alerts; empty for none
 * @param rejects how many rejects are set aside
 * @param deadLetterQueueUrl the queue for what is set aside
 * @param deadLetterBucket the bucket for payloads that are too large for that queue
 * @param metricsNamespace the namespace of the metrics
 */
record StreamProcessorSettings(
        LakeLocation archive,
        EventSchema schema,
        EventReader reader,
        EventProcessor processor,
        String table,
        Duration markerRetention,
        String topicArn,
        RejectLimit rejects,
        String deadLetterQueueUrl,
        String deadLetterBucket,
        String metricsNamespace) {

    private static final String ZONE = "events";
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    /**
     * Reads the settings, the type's schema and its processor.
     *
     * @throws InvalidSettingsException naming everything that is missing or malformed
     */
    static StreamProcessorSettings read(Environment environment) {
        SettingsReader reader = new SettingsReader(environment);
        Setting<String> bucket = reader.text("LAKE_BUCKET");
        Setting<String> type = reader.text("EVENT_TYPE", TYPE.asMatchPredicate(), "a name such as orders: " + TYPE);
        Setting<String> entityField = reader.text("ENTITY_FIELD", "");
        Setting<String> processorClass = reader.text("EVENT_PROCESSOR", "");
        Setting<JsonNode> processorSettings = reader.json("PROCESSOR_SETTINGS", "{}", StreamProcessorSettings::object);
        Setting<String> table = reader.text("TABLE_NAME");
        Setting<Integer> retention = reader.integer("MARKER_RETENTION_DAYS", 8, 1, 3_650);
        boolean alerts = !processorClass.value().isEmpty();
        Setting<String> topic = alerts ? reader.text("TOPIC_ARN") : reader.text("TOPIC_ARN", "");
        Setting<Integer> eventBytes = reader.integer("MAX_EVENT_BYTES", 262_144, 1_024, 4_194_304);
        Supplier<RejectLimit> rejects = RejectLimit.ask(reader);
        Setting<String> queue = reader.text("DEAD_LETTER_QUEUE_URL");
        Setting<String> deadLetterBucket = reader.text("DEAD_LETTER_BUCKET");
        Setting<String> namespace = reader.text("METRICS_NAMESPACE");
        reader.check();

        List<String> problems = new ArrayList<>();
        EventSchema schema = made("EVENT_TYPE", () -> EventSchema.ofType(type.value()), problems);
        EventProcessor processor = made(
                "EVENT_PROCESSOR", () -> Processors.make(processorClass.value(), processorSettings.value()), problems);
        if (schema == null || processor == null) {
            throw new InvalidSettingsException(problems);
        }
        return new StreamProcessorSettings(
                new LakeLocation(bucket.value(), ZONE, type.value()),
                schema,
                new EventReader(type.value(), entityField.value(), schema, eventBytes.value()),
                processor,
                table.value(),
                Duration.ofDays(retention.value()),
                topic.value(),
                rejects.get(),
                queue.value(),
                deadLetterBucket.value(),
                namespace.value());
    }

    private static <T> @Nullable T made(String name, Supplier<T> maker, List<String> problems) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            problems.add(name + ": " + e.getMessage());
            return null;
        }
    }

    private static JsonNode object(JsonNode node, List<String> problems) {
        if (!node.isObject()) {
            problems.add(": a JSON " + Json.typeName(node) + " (expected: an object)");
        }
        return node;
    }
}
