package dev.tributary.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.batch.RejectLimit;
import dev.tributary.change.DynamoDbChange.EventName;
import dev.tributary.config.Environment;
import dev.tributary.config.InvalidSettingsException;
import dev.tributary.config.Setting;
import dev.tributary.config.SettingsReader;
import dev.tributary.lake.LakeLocation;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What {@link DynamoStreamAuditHandler} is told by its environment.
 *
 * @param bucket the bucket of the trail
 * @param redactedAttributes attributes whose values are replaced by a keyed hash
 * @param redactionKey the hash's key
 * @param actorAttribute the attribute that says who changed an item; empty for none
 * @param notifyEvents the events that subscribers are told of
 * @param notifyAttributes attributes of which one must have changed in an item that was modified; empty for any
 * @param topicArn the subscribers' topic
 * @param rejects how many rejects are set aside
 * @param deadLetterQueueUrl the queue for what is set aside
 * @param deadLetterBucket the bucket for payloads that are too large for that queue
 * @param metricsNamespace the namespace of the metrics
 */
record AuditSettings(
        String bucket,
        Set<String> redactedAttributes,
        String redactionKey,
        String actorAttribute,
        Set<EventName> notifyEvents,
        Set<String> notifyAttributes,
        String topicArn,
        RejectLimit rejects,
        String deadLetterQueueUrl,
        String deadLetterBucket,
        String metricsNamespace) {

    private static final String ZONE = "audit-logs";
    private static final int SHORTEST_KEY = 32;
    private static final String ALL_EVENTS = "[\"INSERT\",\"MODIFY\",\"REMOVE\"]";

    /**
     * Reads the settings.
     *
     * @throws InvalidSettingsException naming everything that is missing or malformed
     */
    static AuditSettings read(Environment environment) {
        SettingsReader reader = new SettingsReader(environment);
        Setting<String> bucket = reader.text("LAKE_BUCKET");
        Setting<Set<String>> redacted = reader.json("REDACTED_ATTRIBUTES", "[]", AuditSettings::names);
        boolean redacts = !redacted.orElse(Set.of()).isEmpty();
        Setting<String> key = reader.secret("REDACTION_KEY", SHORTEST_KEY, redacts);
        Setting<String> actor = reader.text("ACTOR_ATTRIBUTE", "");
        Setting<Set<EventName>> events = reader.json("NOTIFY_EVENTS", ALL_EVENTS, AuditSettings::events);
        Setting<Set<String>> attributes = reader.json("NOTIFY_ATTRIBUTES", "[]", AuditSettings::names);
        boolean notifies = !events.orElse(Set.of()).isEmpty();
        Setting<String> topic = notifies ? reader.text("TOPIC_ARN") : reader.text("TOPIC_ARN", "");
        Supplier<RejectLimit> rejects = RejectLimit.ask(reader);
        Setting<String> queue = reader.text("DEAD_LETTER_QUEUE_URL");
        Setting<String> deadLetterBucket = reader.text("DEAD_LETTER_BUCKET");
        Setting<String> namespace = reader.text("METRICS_NAMESPACE");
        reader.check();
        return new AuditSettings(
                bucket.value(),
                redacted.value(),
                key.value(),
                actor.value(),
                events.value(),
                attributes.value(),
                topic.value(),
                rejects.get(),
                queue.value(),
                deadLetterBucket.value(),
                namespace.value());
    }

    /** Where a table's trail is. */
    LakeLocation trail(String table) {
        return new LakeLocation(bucket, ZONE, table);
    }

    private static Set<String> names(JsonNode node, List<String> problems) {
        if (!node.isArray()) {
            problems.add(": " + node + " (expected: a JSON array of names)");
        }
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode name : node) {
            if (!name.isTextual() || name.textValue().isEmpty() || !names.add(name.textValue())) {
                problems.add(": " + name + " (expected: names, each once)");
            }
        }
        return names;
    }

    private static Set<EventName> events(JsonNode node, List<String> problems) {
        Set<EventName> events = EnumSet.noneOf(EventName.class);
        for (String name : names(node, problems)) {
            Arrays.stream(EventName.values())
                    .filter(event -> event.name().equals(name))
                    .findFirst()
                    .ifPresentOrElse(
                            events::add, () -> problems.add(": \"" + name + "\" (expected: INSERT, MODIFY or REMOVE)"));
        }
        return events;
    }
}
