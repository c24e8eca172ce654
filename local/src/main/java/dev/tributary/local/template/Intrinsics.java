package dev.tributary.local.template;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** CloudFormation's intrinsic functions: replaces each call within a value by its result. */
final class Intrinsics {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(!?)([^}]*)}");

    private final JsonNode mappings;
    private final Map<String, JsonNode> values;
    private final Conditions conditions;
    private final References references;

    /**
     * @param root the template, in long forms
     * @param parameters their values
     * @param nested the outputs of the stacks within
     */
    Intrinsics(ObjectNode root, Map<String, JsonNode> parameters, StackPlace place, NestedOutputs nested) {
        Location at = place.location();
        this.mappings = root.path("Mappings");
        this.values = new HashMap<>(PseudoParameters.values(place.name()));
        this.values.putAll(parameters);
        this.conditions = new Conditions(root.path("Conditions"), at.field("Conditions"), this::resolve);
        this.references =
                new References(present(root.path("Resources"), at.field("Resources")), place, nested, this::resolve);
    }

    References references() {
        return references;
    }

    Conditions conditions() {
        return conditions;
    }

    /** Those of the resources or outputs whose conditions hold. */
    ObjectNode present(JsonNode declared, Location at) {
        ObjectNode present = JsonNodeFactory.instance.objectNode();
        declared.properties().forEach(one -> {
            JsonNode condition = one.getValue().path("Condition");
            Location from = at.field(one.getKey()).field("Condition");
            if (condition.isMissingNode() || conditions.holds(condition.asText(), from)) {
                present.set(one.getKey(), one.getValue());
            }
        });
        return present;
    }

    /** The value without calls; missing if it is {@code AWS::NoValue}. */
    JsonNode resolve(JsonNode node, Location at) {
        if (node.isArray()) {
            return array(node, at);
        }
        if (!node.isObject()) {
            return node;
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String name = field.getKey();
            if (name.startsWith("Fn::") || (name.equals("Ref") && node.size() == 1)) {
                if (node.size() > 1) {
                    throw at.error(name, "no key besides a function");
                }
                return call(name, field.getValue(), at.field(name));
            }
        }
        return object(node, at);
    }

    private JsonNode array(JsonNode array, Location at) {
        ArrayNode resolved = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < array.size(); i++) {
            JsonNode element = resolve(array.get(i), at.index(i));
            if (!element.isMissingNode()) {
                resolved.add(element);
            }
        }
        return resolved;
    }

    private JsonNode object(JsonNode object, Location at) {
        ObjectNode resolved = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(field -> {
            JsonNode value = resolve(field.getValue(), at.field(field.getKey()));
            if (!value.isMissingNode()) {
                resolved.set(field.getKey(), value);
            }
        });
        return resolved;
    }

    private JsonNode call(String function, JsonNode argument, Location at) {
        return switch (function) {
            case "Ref" -> ref(text(argument, at), at);
            case "Fn::If" -> choose(argument, at);
            case "Fn::Sub" -> substitute(argument, at);
            case "Fn::GetAtt" -> attribute(argument, at);
            case "Fn::Join" -> join(resolve(argument, at), at);
            case "Fn::Split" -> split(resolve(argument, at), at);
            case "Fn::Select" -> select(resolve(argument, at), at);
            case "Fn::FindInMap" -> findInMap(resolve(argument, at), at);
            case "Fn::GetAZs" -> zones(text(resolve(argument, at), at));
            default ->
                throw at.error(
                        function,
                        "Ref, Fn::If, Fn::Sub, Fn::GetAtt, Fn::Join, Fn::Split, Fn::Select, Fn::FindInMap or Fn::GetAZs");
        };
    }

    private JsonNode ref(String name, Location at) {
        JsonNode value = values.get(name);
        return value != null
                ? value
                : references
                        .ref(name)
                        .<JsonNode>map(TextNode::new)
                        .orElseThrow(() -> at.error(name, "a parameter, or a resource that this template creates"));
    }

    private JsonNode attribute(JsonNode argument, Location at) {
        String reference = argument.isArray()
                ? StreamSupport.stream(argument.spliterator(), false)
                        .map(part -> text(resolve(part, at), at))
                        .collect(joining("."))
                : text(argument, at);
        return attribute(reference, at);
    }

    private JsonNode attribute(String reference, Location at) {
        int dot = reference.indexOf('.');
        if (dot < 1) {
            throw at.error(reference, "LogicalId.Attribute");
        }
        return new TextNode(references.attribute(reference.substring(0, dot), reference.substring(dot + 1), at));
    }

    private JsonNode choose(JsonNode argument, Location at) {
        if (!argument.isArray() || argument.size() != 3) {
            throw at.error(argument, "a condition and two values");
        }
        int taken = conditions.holds(argument.get(0).asText(), at) ? 1 : 2;
        return resolve(argument.get(taken), at.index(taken));
    }

    private JsonNode substitute(JsonNode argument, Location at) {
        JsonNode template = argument.isArray() ? argument.path(0) : argument;
        JsonNode variables = argument.isArray() ? resolve(argument.path(1), at.index(1)) : argument.path("");
        Matcher matcher = PLACEHOLDER.matcher(text(template, at));
        return new TextNode(matcher.replaceAll(match -> {
            String name = match.group(2).trim();
            String value = match.group(1).isEmpty() ? variable(name, variables, at) : "${" + match.group(2) + "}";
            return Matcher.quoteReplacement(value);
        }));
    }

    private String variable(String name, JsonNode variables, Location at) {
        if (variables.has(name)) {
            return text(variables.get(name), at);
        }
        boolean isRef = values.containsKey(name)
                || !name.contains(".")
                || references.ref(name).isPresent();
        return text(isRef ? ref(name, at) : attribute(name, at), at);
    }

    private JsonNode join(JsonNode argument, Location at) {
        JsonNode parts = argument.path(1);
        if (!parts.isArray()) {
            throw at.error(argument, "a delimiter and a list");
        }
        return new TextNode(StreamSupport.stream(parts.spliterator(), false)
                .map(part -> text(part, at))
                .collect(joining(text(argument.path(0), at))));
    }

    private JsonNode split(JsonNode argument, Location at) {
        String delimiter = text(argument.path(0), at);
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        for (String part : text(argument.path(1), at).split(Pattern.quote(delimiter), -1)) {
            parts.add(part);
        }
        return parts;
    }

    private JsonNode select(JsonNode argument, Location at) {
        JsonNode list = argument.path(1);
        int index = argument.path(0).asInt(-1);
        if (!list.has(index)) {
            throw at.error(argument.path(0) + " of " + list, "an index and a list that has it");
        }
        return list.get(index);
    }

    private JsonNode findInMap(JsonNode argument, Location at) {
        JsonNode found = mappings;
        for (JsonNode key : argument) {
            found = found.path(text(key, at));
        }
        if (argument.size() != 3 || found.isMissingNode()) {
            throw at.error(argument, "a map of Mappings, a top-level key and a second-level key of it");
        }
        return found;
    }

    /** Three zones of a region, or of the stack's own where that is empty. */
    private static JsonNode zones(String region) {
        ArrayNode zones = JsonNodeFactory.instance.arrayNode();
        for (String zone : List.of("a", "b", "c")) {
            zones.add((region.isEmpty() ? PseudoParameters.REGION : region) + zone);
        }
        return zones;
    }

    private static String text(JsonNode node, Location at) {
        if (!node.isValueNode() || node.isNull()) {
            throw at.error(node.isMissingNode() ? "missing" : node, "text");
        }
        return node.asText();
    }
}
