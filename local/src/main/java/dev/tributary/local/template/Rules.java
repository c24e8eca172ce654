package dev.tributary.local.template;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rules of a template: what must hold of its parameters together, such as that one needs another. */
final class Rules {

    private Rules() {}

    /**
     * Checks the values of the parameters, as CloudFormation does before it creates anything.
     *
     * @param conditions evaluates what the rules assert
     * @throws TemplateException naming every rule that does not hold
     */
    static void check(JsonNode declared, Location at, Conditions conditions) {
        List<String> broken = new ArrayList<>();
        for (Map.Entry<String, JsonNode> rule : declared.properties()) {
            Location from = at.field(rule.getKey());
            JsonNode when = rule.getValue().path("RuleCondition");
            if (when.isMissingNode() || conditions.evaluate(when, from.field("RuleCondition"))) {
                broken.addAll(broken(rule.getValue().path("Assertions"), from.field("Assertions"), conditions));
            }
        }
        if (!broken.isEmpty()) {
            throw new TemplateException(broken.stream().collect(joining("\n")));
        }
    }

    private static List<String> broken(JsonNode assertions, Location at, Conditions conditions) {
        List<String> broken = new ArrayList<>();
        for (int i = 0; i < assertions.size(); i++) {
            JsonNode assertion = assertions.get(i);
            Location from = at.index(i);
            if (!conditions.evaluate(assertion.path("Assert"), from.field("Assert"))) {
                broken.add(from + ": " + assertion.path("AssertDescription").asText("does not hold"));
            }
        }
        return broken;
    }
}
