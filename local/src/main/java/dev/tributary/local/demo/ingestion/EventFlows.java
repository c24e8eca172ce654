package dev.tributary.local.demo.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.demo.account.ExactJson;
import dev.tributary.local.demo.account.Source;
import dev.tributary.local.template.FunctionDefinition;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** The event flows that the demo has events for. */
public final class EventFlows {

    private static final String DEFAULT_ALERT_ABOVE = "1000";

    private EventFlows() {}

    /**
     * The source of a flow's function; empty if the function is none of a flow, or of a type that the demo does not know.
     *
     * @param api where the API is, with its stage
     * @throws IllegalStateException if it lacks a part
     */
    public static Optional<Source> source(FunctionDefinition function, URI api) {
        Map<String, String> variables = function.environment();
        return type(variables)
                .map(type -> new FlowSource(
                        stream(function),
                        type,
                        variable(function, "TABLE_NAME"),
                        variable(function, "TOPIC_ARN"),
                        Integer.parseInt(variable(function, "MAX_EVENT_BYTES")),
                        api));
    }

    private static Optional<EventType> type(Map<String, String> variables) {
        return switch (variables.getOrDefault("EVENT_TYPE", "")) {
            case "user_activity" -> Optional.of(new UserActivities());
            case "orders" -> {
                JsonNode settings = ExactJson.parse(variables.getOrDefault("PROCESSOR_SETTINGS", "{}"));
                yield Optional.of(
                        new Orders(new BigDecimal(settings.path("alertAbove").asText(DEFAULT_ALERT_ABOVE))));
            }
            case "payments" -> Optional.of(new Payments());
            default -> Optional.empty();
        };
    }

    private static String stream(FunctionDefinition function) {
        return function.events().stream()
                .map(event -> event.properties().path("Stream").asText())
                .map(arn -> arn.substring(arn.indexOf('/') + 1))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(function.logicalId() + " has no event source"));
    }

    private static String variable(FunctionDefinition function, String name) {
        return Optional.ofNullable(function.environment().get(name))
                .orElseThrow(() -> new IllegalStateException(function.logicalId() + " has no variable " + name));
    }
}
