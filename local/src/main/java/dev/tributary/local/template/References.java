package dev.tributary.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** What references to resources give: their physical names, and the values of {@code Ref} and {@code Fn::GetAtt}. */
final class References {

    private static final String FUNCTION = "AWS::Serverless::Function";
    private static final String STAGE = ".Stage";

    private final JsonNode resources;
    private final Location at;
    private final StackPlace place;
    private final NestedOutputs nested;
    private final BiFunction<JsonNode, Location, JsonNode> resolver;
    private final Map<String, String> names = new HashMap<>();
    private final Set<String> underWay = new LinkedHashSet<>();

    /**
     * @param resources the raw resources whose conditions hold
     * @param nested the outputs of those that are stacks
     * @param resolver resolves what a name property holds
     */
    References(
            JsonNode resources,
            StackPlace place,
            NestedOutputs nested,
            BiFunction<JsonNode, Location, JsonNode> resolver) {
        this.resources = resources;
        this.at = place.location().field("Resources");
        this.place = place;
        this.nested = nested;
        this.resolver = resolver;
    }

    /** The value of {@code Ref}, or empty if there is no such resource. */
    Optional<String> ref(String logicalId) {
        if (resources.has(logicalId)) {
            return Optional.of(fill(ResourceKind.of(type(logicalId)).ref(), logicalId));
        }
        return generated(logicalId);
    }

    /** The value of {@code Fn::GetAtt}. */
    String attribute(String logicalId, String attribute, Location from) {
        String reference = logicalId + "." + attribute;
        if (!resources.has(logicalId)) {
            return roleOf(logicalId)
                    .flatMap(role -> ResourceKind.of("AWS::IAM::Role").attribute(attribute))
                    .map(pattern -> pattern.replace("{name}", place.name() + "-" + logicalId))
                    .orElseThrow(() -> from.error(reference, "an attribute of a resource that this template creates"));
        }
        if (NestedStacks.isStack(type(logicalId))) {
            return nested.get(logicalId, attribute, from);
        }
        ResourceKind kind = ResourceKind.of(type(logicalId));
        return kind.attribute(attribute)
                .map(pattern -> fill(pattern, logicalId))
                .orElseThrow(() -> from.error(
                        reference,
                        "of " + type(logicalId) + " one of "
                                + kind.attributes().keySet().stream().sorted().toList()));
    }

    String physicalName(String logicalId) {
        String known = names.get(logicalId);
        if (known != null) {
            return known;
        }
        JsonNode properties = resources.path(logicalId).path("Properties");
        String nameProperty = ResourceKind.of(type(logicalId)).nameProperty();
        Location from = at.field(logicalId).field("Properties").field(nameProperty);
        if (!underWay.add(logicalId)) {
            throw from.error("refers to itself by " + underWay, "a name without a circle");
        }
        JsonNode name = resolver.apply(properties.path(nameProperty), from);
        underWay.remove(logicalId);
        String physical = name.isValueNode() && !nameProperty.isEmpty()
                ? name.asText()
                : ResourceKind.defaultName(
                        type(logicalId),
                        place.name(),
                        logicalId,
                        properties.path("FifoQueue").asBoolean());
        names.put(logicalId, physical);
        return physical;
    }

    private String type(String logicalId) {
        return resources.path(logicalId).path("Type").asText();
    }

    private String fill(String pattern, String logicalId) {
        String name = physicalName(logicalId);
        return pattern.replace("{name}", name)
                .replace("{url}", pattern.contains("{url}") ? place.ids().queueUrl(name) : "")
                .replace("{stream}", pattern.contains("{stream}") ? property(logicalId, "StreamARN") : "");
    }

    private String property(String logicalId, String name) {
        Location from = at.field(logicalId).field("Properties").field(name);
        return resolver.apply(resources.path(logicalId).path("Properties").path(name), from)
                .asText();
    }

    /** The resources that SAM adds: to an API its stage, to a function its role, version, alias and event source mappings. */
    private Optional<String> generated(String id) {
        if (id.endsWith(STAGE)) {
            return stage(id.substring(0, id.length() - STAGE.length()));
        }
        return resources.properties().stream()
                .filter(resource -> id.startsWith(resource.getKey())
                        && type(resource.getKey()).equals(FUNCTION))
                .flatMap(function -> generated(
                        function.getKey(), id.substring(function.getKey().length()))
                        .stream())
                .findFirst();
    }

    private Optional<String> stage(String api) {
        JsonNode name = resources.path(api).path("Properties").path("StageName");
        return Optional.of(resolver.apply(name, at.field(api)))
                .filter(stage -> type(api).equals("AWS::Serverless::Api"))
                .map(JsonNode::asText);
    }

    private Optional<String> generated(String function, String suffix) {
        JsonNode properties = resources.path(function).path("Properties");
        String alias = resolver.apply(properties.path("AutoPublishAlias"), at.field(function))
                .asText();
        String arn = attribute(function, "Arn", at);
        if (!alias.isEmpty() && (suffix.equals(".Alias") || suffix.equals("Alias" + alias))) {
            return Optional.of(arn + ":" + alias);
        }
        if (!alias.isEmpty() && suffix.equals(".Version")) {
            return Optional.of(arn + ":1");
        }
        boolean exists = roleOf(function + suffix).isPresent()
                || properties.path("Events").has(suffix);
        return exists ? Optional.of(place.name() + "-" + function + suffix) : Optional.empty();
    }

    /** The function whose role SAM makes under this id. */
    private Optional<String> roleOf(String id) {
        return Optional.of(id)
                .filter(one -> one.endsWith("Role"))
                .map(one -> one.substring(0, one.length() - "Role".length()))
                .filter(function -> type(function).equals(FUNCTION)
                        && !resources.path(function).path("Properties").has("Role"));
    }
}
