package dev.tributary.local.bucket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.template.PropertyErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Of which objects a bucket tells, as SAM's event source {@code S3} or the bucket's own configuration describes it.
 *
 * @param id of the configuration: the event's logical id
 * @param place where the template has it, for messages
 * @param bucket its name
 * @param events the kinds of events, of {@code s3:ObjectCreated} alone
 * @param prefix that keys begin with; empty for any
 * @param suffix that keys end with; empty for any
 */
record NotificationSettings(String id, String place, String bucket, List<String> events, String prefix, String suffix) {

    private static final String CREATED = "s3:ObjectCreated:";
    private static final String ANY = CREATED + "*";
    private static final List<String> SIMULATED =
            List.of(ANY, CREATED + ObjectCreated.PUT, CREATED + ObjectCreated.OF_PARTS);

    /**
     * Reads the properties of an event source.
     *
     * @param function its logical id, for messages
     * @param id the event's
     * @throws IllegalArgumentException naming every property that is missing, malformed or not simulated
     */
    static NotificationSettings of(String function, String id, JsonNode properties) {
        PropertyErrors errors = new PropertyErrors(function + "." + id);
        errors.refuseOthers(properties, Set.of("Bucket", "Events", "Filter"));
        String bucket = errors.text(properties, "Bucket", "a bucket of this template");
        NotificationSettings settings = of(id, function + "." + id, bucket, properties, "Events", errors);
        errors.check();
        return settings;
    }

    /**
     * Reads what a notification is of, wherever it stands.
     *
     * @param eventsProperty names the property with its kinds of events
     * @param errors takes what is malformed or not simulated
     */
    static NotificationSettings of(
            String id, String place, String bucket, JsonNode properties, String eventsProperty, PropertyErrors errors) {
        List<String> events = events(properties.path(eventsProperty), eventsProperty, errors);
        JsonNode rules = properties.at("/Filter/S3Key/Rules");
        rules.forEach(rule -> checkRule(rule, errors));
        return new NotificationSettings(id, place, bucket, events, rule(rules, "prefix"), rule(rules, "suffix"));
    }

    /** Whether there could be an object that both tell of, as S3 judges it: by events, prefixes and suffixes. */
    boolean overlaps(NotificationSettings other) {
        return bucket.equals(other.bucket)
                && events.stream().anyMatch(event -> other.events.stream().anyMatch(theirs -> share(event, theirs)))
                && (prefix.startsWith(other.prefix) || other.prefix.startsWith(prefix))
                && (suffix.endsWith(other.suffix) || other.suffix.endsWith(suffix));
    }

    private static boolean share(String event, String other) {
        return event.equals(other) || event.equals(ANY) || other.equals(ANY);
    }

    /** Whether the bucket tells of this object. */
    boolean matches(ObjectVersion version) {
        String kind = version.isOfParts() ? ObjectCreated.OF_PARTS : ObjectCreated.PUT;
        return version.key().startsWith(prefix)
                && version.key().endsWith(suffix)
                && (events.contains(ANY) || events.contains(CREATED + kind));
    }

    private static List<String> events(JsonNode given, String property, PropertyErrors errors) {
        List<String> events = new ArrayList<>();
        (given.isArray() ? given : List.of(given)).forEach(event -> {
            if (!SIMULATED.contains(event.asText())) {
                errors.add(property, event, "one of " + SIMULATED + ", the only events that are simulated");
            }
            events.add(event.asText());
        });
        return events;
    }

    private static void checkRule(JsonNode rule, PropertyErrors errors) {
        if (!Set.of("prefix", "suffix").contains(name(rule))
                || !rule.path("Value").isTextual()) {
            errors.add("Filter", rule, "{Name: prefix or suffix, Value: text}");
        }
    }

    private static String rule(JsonNode rules, String name) {
        for (JsonNode rule : rules) {
            if (name(rule).equals(name)) {
                return rule.path("Value").asText();
            }
        }
        return "";
    }

    private static String name(JsonNode rule) {
        return rule.path("Name").asText().toLowerCase(Locale.ROOT);
    }
}
