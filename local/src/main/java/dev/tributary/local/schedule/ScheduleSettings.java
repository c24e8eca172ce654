package dev.tributary.local.schedule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.local.template.PropertyErrors;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A schedule, as SAM's event sources {@code Schedule} and {@code ScheduleV2} describe it.
 *
 * @param name of the rule, or of the schedule in the group {@code default}
 * @param enabled whether it fires
 * @param input what it invokes the function with, JSON; empty for the event of its type
 */
record ScheduleSettings(ScheduleType type, String name, boolean enabled, Optional<String> input) {

    private static final Pattern NAME = Pattern.compile("[.\\-_A-Za-z0-9]{1,64}");
    private static final int LONGEST_DESCRIPTION = 512;
    private static final int MOST_ATTEMPTS = 185;
    private static final int SHORTEST_AGE_SECONDS = 60;
    private static final int LONGEST_AGE_SECONDS = 86_400;
    private static final List<String> STATES = List.of("ENABLED", "DISABLED");
    private static final Set<String> SHARED_PROPERTIES = Set.of("Name", "Description", "State", "Input", "RetryPolicy");

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /**
     * Reads the properties of an event source.
     *
     * @throws IllegalArgumentException naming every property that is missing, malformed or not simulated
     */
    static ScheduleSettings of(ScheduleType type, FunctionDefinition function, FunctionDefinition.Event event) {
        JsonNode properties =
                event.properties().isMissingNode() ? JsonNodeFactory.instance.objectNode() : event.properties();
        PropertyErrors errors = new PropertyErrors(function.logicalId() + "." + event.logicalId());
        Set<String> known = new HashSet<>(SHARED_PROPERTIES);
        known.addAll(type.ownProperties());
        known.add(type.expressionProperty());
        errors.refuseOthers(properties, known);
        checkExpression(type, properties, errors);
        checkDescription(properties.path("Description"), errors);
        checkRetries(properties.path("RetryPolicy"), errors.within("RetryPolicy"));
        String name = name(properties.path("Name"), type.defaultName(function, event), errors);
        boolean enabled = enabled(properties, errors);
        Optional<String> input = input(properties.path("Input"), errors);
        errors.check();
        return new ScheduleSettings(type, name, enabled, input);
    }

    String arn() {
        return type.arn(name);
    }

    private static void checkExpression(ScheduleType type, JsonNode properties, PropertyErrors errors) {
        String property = type.expressionProperty();
        String expression = errors.text(properties, property, ScheduleExpression.EXPECTED);
        if (properties.path(property).isTextual()) {
            ScheduleExpression.problem(expression, type).ifPresent(problem -> errors.add(property + ": " + problem));
        }
    }

    private static void checkDescription(JsonNode description, PropertyErrors errors) {
        if (!description.isMissingNode()
                && (!description.isTextual() || description.asText().length() > LONGEST_DESCRIPTION)) {
            errors.add("Description", description, "text of at most " + LONGEST_DESCRIPTION + " characters");
        }
    }

    /** How often the service would try to hand Lambda an event. Lambda's queue always takes it here. */
    private static void checkRetries(JsonNode policy, PropertyErrors errors) {
        errors.refuseOthers(policy, Set.of("MaximumRetryAttempts", "MaximumEventAgeInSeconds"));
        errors.whole(policy, "MaximumRetryAttempts", MOST_ATTEMPTS, 0, MOST_ATTEMPTS);
        errors.whole(
                policy, "MaximumEventAgeInSeconds", LONGEST_AGE_SECONDS, SHORTEST_AGE_SECONDS, LONGEST_AGE_SECONDS);
    }

    private static String name(JsonNode given, String absent, PropertyErrors errors) {
        if (given.isMissingNode()) {
            return absent;
        }
        if (!given.isTextual() || !NAME.matcher(given.asText()).matches()) {
            errors.add("Name", given, "1-64 letters, digits, points, hyphens and underscores");
        }
        return given.asText();
    }

    private static boolean enabled(JsonNode properties, PropertyErrors errors) {
        JsonNode state = properties.path("State");
        JsonNode enabled = properties.path("Enabled");
        if (!state.isMissingNode() && !enabled.isMissingNode()) {
            errors.add("Enabled", enabled, "absent, since there is a State");
        }
        if (!state.isMissingNode() && !STATES.contains(state.asText())) {
            errors.add("State", state, "one of " + STATES);
        }
        if (!enabled.isMissingNode() && !Set.of("true", "false").contains(enabled.asText())) {
            errors.add("Enabled", enabled, "true or false");
        }
        return !state.asText().equals("DISABLED") && !enabled.asText().equals("false");
    }

    private static Optional<String> input(JsonNode given, PropertyErrors errors) {
        if (given.isMissingNode()) {
            return Optional.empty();
        }
        if (!given.isTextual() || !isJson(given.asText())) {
            errors.add("Input", given, "text that is JSON");
        }
        return Optional.of(given.asText());
    }

    private static boolean isJson(String text) {
        try {
            return !JSON.readTree(text).isMissingNode();
        } catch (JsonProcessingException notJson) {
            return false;
        }
    }
}
