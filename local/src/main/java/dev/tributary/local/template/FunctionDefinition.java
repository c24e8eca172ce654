package dev.tributary.local.template;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A function that the template creates; what it leaves out is as Lambda has it by default. Its layers are not read: what
 * they hold is on this process's class path.
 *
 * @param logicalId as {@link Resource#logicalId}
 * @param name the function's physical name
 * @param handler {@code package.Class::method}
 * @param eventInvokeConfig how Lambda invokes it asynchronously, as SAM names it; empty where the template is silent
 */
public record FunctionDefinition(
        String logicalId,
        String name,
        String handler,
        Map<String, String> environment,
        int memoryMb,
        Duration timeout,
        List<Event> events,
        JsonNode eventInvokeConfig) {

    /** SAM's defaults where the template is silent. */
    private static final int DEFAULT_MEMORY_MB = 128;

    private static final int DEFAULT_TIMEOUT_SECONDS = 3;

    /**
     * What invokes the function.
     *
     * @param type such as {@code Kinesis}, {@code S3} or {@code Schedule}
     * @param properties the event source's, as SAM names them
     */
    public record Event(String logicalId, String type, JsonNode properties) {}

    /** A function that is invoked asynchronously, if at all, as Lambda does it by default. */
    public FunctionDefinition(
            String logicalId,
            String name,
            String handler,
            Map<String, String> environment,
            int memoryMb,
            Duration timeout,
            List<Event> events) {
        this(logicalId, name, handler, environment, memoryMb, timeout, events, JsonNodeFactory.instance.objectNode());
    }

    static FunctionDefinition of(Resource resource, Location at) {
        JsonNode properties = resource.properties();
        JsonNode handler = properties.path("Handler");
        if (!handler.isTextual()) {
            throw at.field("Handler").error(handler.isMissingNode() ? "missing" : handler, "package.Class::method");
        }
        return new FunctionDefinition(
                resource.logicalId(),
                resource.physicalName(),
                handler.asText(),
                environment(
                        properties.path("Environment").path("Variables"),
                        at.field("Environment").field("Variables")),
                whole(properties.path("MemorySize"), DEFAULT_MEMORY_MB, 128, 10_240, at.field("MemorySize")),
                Duration.ofSeconds(
                        whole(properties.path("Timeout"), DEFAULT_TIMEOUT_SECONDS, 1, 900, at.field("Timeout"))),
                events(properties.path("Events"), at.field("Events")),
                properties.path("EventInvokeConfig"));
    }

    private static Map<String, String> environment(JsonNode variables, Location at) {
        return variables.properties().stream().collect(toUnmodifiableMap(Map.Entry::getKey, one -> {
            if (!one.getValue().isValueNode()) {
                throw at.field(one.getKey()).error(one.getValue(), "text");
            }
            return one.getValue().asText();
        }));
    }

    private static int whole(JsonNode value, int byDefault, int min, int max, Location at) {
        int number = value.isMissingNode() ? byDefault : value.asInt(Integer.MIN_VALUE);
        if (number < min || number > max) {
            throw at.error(value, min + "-" + max);
        }
        return number;
    }

    private static List<Event> events(JsonNode events, Location at) {
        return events.properties().stream()
                .map(event -> {
                    JsonNode type = event.getValue().path("Type");
                    if (!type.isTextual()) {
                        throw at.field(event.getKey()).field("Type").error(type, "a type of event source");
                    }
                    return new Event(
                            event.getKey(), type.asText(), event.getValue().path("Properties"));
                })
                .toList();
    }
}
