package dev.tributary.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The values of a template's parameters: what was given, else the default, checked as CloudFormation does. */
final class Parameters {

    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9]\\d{0,17})");

    private final Map<String, JsonNode> values = new LinkedHashMap<>();
    private final List<ParameterProblem> problems = new ArrayList<>();

    private Parameters(JsonNode declared, Map<String, String> given) {
        given.keySet().stream()
                .filter(name -> !declared.has(name))
                .forEach(name -> problem(name, "unknown", "one of " + names(declared)));
        declared.properties().forEach(one -> read(one.getKey(), one.getValue(), given));
    }

    /**
     * The values that references to the parameters have: text, a number where the type says so, or an array of these.
     *
     * @throws TemplateException naming every parameter that is unknown, missing or not allowed
     */
    static Map<String, JsonNode> values(JsonNode declared, Map<String, String> given, Location at) {
        Parameters parameters = new Parameters(declared, given);
        if (!parameters.problems.isEmpty()) {
            throw new TemplateException(parameters.problems.stream()
                    .map(one -> at.field(one.name())
                            .error(one.value(), one.expectation())
                            .getMessage())
                    .collect(Collectors.joining("\n")));
        }
        return parameters.values;
    }

    /** What is wrong with the parameters; nothing if a template can be read with them. */
    static List<ParameterProblem> problems(JsonNode declared, Map<String, String> given) {
        return List.copyOf(new Parameters(declared, given).problems);
    }

    private static List<String> names(JsonNode declared) {
        return declared.properties().stream().map(Map.Entry::getKey).toList();
    }

    private void read(String name, JsonNode declaration, Map<String, String> given) {
        if (!given.containsKey(name) && !declaration.has("Default")) {
            problem(name, "missing", "a value, since it has no default");
            return;
        }
        String value = given.getOrDefault(name, declaration.path("Default").asText());
        ParameterRules rules = new ParameterRules(declaration);
        List<String> elements = rules.isList()
                ? Stream.of(value.split(",", -1)).map(String::trim).toList()
                : List.of(value);
        for (String element : elements) {
            rules.broken(element).forEach(expectation -> problem(name, element, expectation));
        }
        ArrayNode nodes = JsonNodeFactory.instance.arrayNode();
        elements.forEach(element -> nodes.add(node(element, rules.isNumber())));
        values.put(name, rules.isList() ? nodes : nodes.get(0));
    }

    private static JsonNode node(String value, boolean isNumber) {
        return isNumber && INTEGER.matcher(value).matches()
                ? LongNode.valueOf(Long.parseLong(value))
                : new TextNode(value);
    }

    private void problem(String name, String value, String expectation) {
        problems.add(new ParameterProblem(name, value, expectation));
    }
}
