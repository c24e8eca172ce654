package dev.tributary.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The stacks within a stack, each read when first asked for, since the outputs of one may be parameters of another. Their
 * templates are files on this machine, as they are before {@code sam package} uploads them.
 */
final class NestedStacks {

    /** The property that names the template, by resource type. */
    private static final Map<String, String> FILE_PROPERTIES =
            Map.of("AWS::Serverless::Application", "Location", "AWS::CloudFormation::Stack", "TemplateURL");

    /** Far more than a person can follow; a template that holds itself ends here. */
    private static final int MAX_DEPTH = 5;

    private final StackPlace place;
    private final Map<String, Stack> stacks = new HashMap<>();
    private final Set<String> underWay = new LinkedHashSet<>();

    NestedStacks(StackPlace place) {
        this.place = place;
    }

    static boolean isStack(String type) {
        return FILE_PROPERTIES.containsKey(type);
    }

    /**
     * The stack that a resource makes.
     *
     * @param properties the resource's, resolved when asked for
     * @throws TemplateException if there is no such file, it cannot be read with these parameters, or they need its own outputs
     */
    Stack get(String logicalId, String type, Supplier<JsonNode> properties, Location at) {
        Stack known = stacks.get(logicalId);
        if (known != null) {
            return known;
        }
        if (!underWay.add(logicalId)) {
            throw at.field("Parameters").error("need their own stack by " + underWay, "parameters without a circle");
        }
        Stack read = read(logicalId, type, properties.get(), at);
        underWay.remove(logicalId);
        stacks.put(logicalId, read);
        return read;
    }

    private Stack read(String logicalId, String type, JsonNode properties, Location at) {
        String property = Objects.requireNonNull(FILE_PROPERTIES.get(type));
        Path file = file(properties.path(property), at.field(property));
        Location parametersAt = at.field("Parameters");
        Map<String, String> parameters = new HashMap<>();
        properties.path("Parameters").properties().forEach(parameter -> {
            if (!parameter.getValue().isValueNode()) {
                throw parametersAt
                        .field(parameter.getKey())
                        .error(parameter.getValue(), "text, a list joined by commas");
            }
            parameters.put(parameter.getKey(), parameter.getValue().asText());
        });
        return Stack.read(place.within(logicalId, file), parameters, parametersAt);
    }

    private Path file(JsonNode given, Location from) {
        if (place.depth() == MAX_DEPTH) {
            throw from.error(given, "at most " + MAX_DEPTH + " stacks within each other");
        }
        return Optional.of(given)
                .filter(JsonNode::isTextual)
                .map(text -> place.resolve(text.asText()))
                .filter(Files::isRegularFile)
                .orElseThrow(() ->
                        from.error(given.isMissingNode() ? "missing" : given, "a file, relative to this template"));
    }
}
