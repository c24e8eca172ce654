package dev.tributary.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What one template's file creates with the values of its parameters, and the stacks within it. */
final class Stack {

    private final StackPlace place;
    private final Location resourcesAt;
    private final Location outputsAt;
    private final JsonNode declaredOutputs;
    private final NestedStacks nested;
    private final Intrinsics intrinsics;
    private final ObjectNode resources;

    /** A resource, and where it stands. */
    record Placed(Resource resource, Location at) {}

    private Stack(StackPlace place, ObjectNode root, Map<String, JsonNode> parameters) {
        Location at = place.location();
        this.place = place;
        this.resourcesAt = at.field("Resources");
        this.outputsAt = at.field("Outputs");
        this.declaredOutputs = root.path("Outputs");
        this.nested = new NestedStacks(place);
        this.intrinsics = new Intrinsics(root, parameters, place, this::nestedOutput);
        Rules.check(root.path("Rules"), at.field("Rules"), intrinsics.conditions());
        this.resources = intrinsics.present(root.path("Resources"), resourcesAt);
    }

    /**
     * Reads the template of a stack.
     *
     * @param givenAt where these values are given, for messages
     */
    static Stack read(StackPlace place, Map<String, String> given, Location givenAt) {
        Location at = place.location();
        ObjectNode root = (ObjectNode) TemplateYaml.read(place.file(), at);
        root.path("Resources")
                .properties()
                .forEach(resource ->
                        checkType(resource.getValue(), at.field("Resources").field(resource.getKey())));
        Globals.apply(root);
        return new Stack(place, root, Parameters.values(root.path("Parameters"), given, givenAt));
    }

    private static void checkType(JsonNode resource, Location at) {
        JsonNode type = resource.path("Type");
        if (!type.isTextual()) {
            throw at.field("Type").error(type.isMissingNode() ? "missing" : type, "a resource type");
        }
    }

    /** The resources in the template's order, those of a stack within it behind that stack. */
    Stream<Placed> resources() {
        return resources.properties().stream().flatMap(resource -> {
            Placed own = placed(resource.getKey());
            return NestedStacks.isStack(own.resource().type())
                    ? Stream.concat(Stream.of(own), nested(resource.getKey()).resources())
                    : Stream.of(own);
        });
    }

    /** The outputs whose conditions hold. */
    Map<String, String> outputs() {
        Map<String, String> values = new LinkedHashMap<>();
        presentOutputs().fieldNames().forEachRemaining(name -> values.put(name, output(name)));
        return values;
    }

    private String output(String name) {
        Location from = outputsAt.field(name).field("Value");
        JsonNode value = intrinsics.resolve(declaredOutputs.path(name).path("Value"), from);
        if (!value.isValueNode()) {
            throw from.error(value.isMissingNode() ? "missing" : value, "text");
        }
        return value.asText();
    }

    private ObjectNode presentOutputs() {
        return intrinsics.present(declaredOutputs, outputsAt);
    }

    private String nestedOutput(String logicalId, String attribute, Location from) {
        ObjectNode outputs = nested(logicalId).presentOutputs();
        String name = attribute.startsWith("Outputs.") ? attribute.substring("Outputs.".length()) : "";
        if (!outputs.has(name)) {
            throw from.error(
                    logicalId + "." + attribute,
                    "Outputs. and one of "
                            + outputs.properties().stream()
                                    .map(Map.Entry::getKey)
                                    .toList());
        }
        return nested(logicalId).output(name);
    }

    private Stack nested(String logicalId) {
        return nested.get(logicalId, type(logicalId), () -> properties(logicalId), propertiesAt(logicalId));
    }

    private Placed placed(String logicalId) {
        return new Placed(
                new Resource(
                        place.path(logicalId),
                        type(logicalId),
                        intrinsics.references().physicalName(logicalId),
                        properties(logicalId)),
                resourcesAt.field(logicalId));
    }

    private String type(String logicalId) {
        return resources.path(logicalId).path("Type").asText();
    }

    private JsonNode properties(String logicalId) {
        JsonNode properties = resources.path(logicalId).path("Properties");
        return properties.isObject()
                ? intrinsics.resolve(properties, propertiesAt(logicalId))
                : JsonNodeFactory.instance.objectNode();
    }

    private Location propertiesAt(String logicalId) {
        return resourcesAt.field(logicalId).field("Properties");
    }
}
