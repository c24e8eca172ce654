package dev.tributary.local.bucket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.template.PropertyErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Of which objects a bucket tells a function, as SAM's event source {@code S3} describes it.
 *
 * @param id of the configuration: the event's logical id
 * @param bucket its name
 * @param events the kinds of events, of {@code s3:ObjectCreated} alone
 * @param prefix that keys begin with; empty for any
 * @param suffix that keys end with; empty for any
 */
record NotificationSettings(String id, String bucket, List<String> events, String prefix, String suffix) {

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
        List<String> events = events(properties.path("Events"), errors);
        JsonNode rules = properties.at("/Filter/S3Key/Rules");
        rules.forEach(rule -> checkRule(rule, errors));
        errors.check();
        return new NotificationSettings(id, bucket, events, rule(rules, "prefix"), rule(rules, "suffix"));
    }

    /** Whether the bucket tells of this object. */
    boolean matches(ObjectVersion version) {
        String kind = version.isOfParts() ? ObjectCreated.OF_PARTS : ObjectCreated.PUT;
        return version.key().startsWith(prefix)
                && version.key().endsWith(suffix)
                && (events.contains(ANY) || events.contains(CREATED + kind));
    }

    private static List<String> events(JsonNode given, PropertyErrors errors) {
        List<String> events = new ArrayList<>();
        (given.isArray() ? given : List.of(given)).forEach(event -> {
            if (!SIMULATED.contains(event.asText())) {
                errors.add("Events", event, "one of " + SIMULATED + ", the only events that are simulated");
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
