package dev.tributary.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a SAM or CloudFormation template creates, given its parameters: the resources whose conditions hold, with intrinsic
 * functions resolved and SAM's globals merged in, in the template's order. The account is 000000000000 in us-east-1, the stack
 * {@code tributary}. A resource without a name property gets a name made of the stack's and its logical id.
 *
 * <p>A stack within the template is followed by its resources, whose logical ids begin with its own, as in {@code
 * Flow/Function}. Its stack is named {@code tributary-Flow}.
 */
public final class Template {

    private final Stack stack;
    private final List<Stack.Placed> resources;

    private Template(Stack stack) {
        this.stack = stack;
        this.resources = stack.resources().toList();
    }

    /** Reads a template as AWS would create it. */
    public static Template read(Path file, Map<String, String> parameterOverrides) {
        return read(file, parameterOverrides, PhysicalIds.AWS);
    }

    /**
     * Reads a template as the owner of these ids would create it.
     *
     * @param parameterOverrides values by parameter name; for list types separated by commas
     * @param ids of the place where the resources will be created
     * @throws TemplateException if a file cannot be read, a parameter is not allowed, or a template contradicts itself
     */
    public static Template read(Path file, Map<String, String> parameterOverrides, PhysicalIds ids) {
        StackPlace place = StackPlace.outermost(file, ids);
        return new Template(
                Stack.read(place, parameterOverrides, place.location().field("Parameters")));
    }

    /**
     * What is wrong with values for a template's parameters.
     *
     * @throws TemplateException if the file cannot be read
     */
    public static List<ParameterProblem> parameterProblems(Path file, Map<String, String> parameterOverrides) {
        return Parameters.problems(declared(file), parameterOverrides);
    }

    /**
     * Those of these values whose parameters a template has: for somebody may have taken a system out of theirs.
     *
     * @throws TemplateException if the file cannot be read
     */
    public static Map<String, String> known(Path file, Map<String, String> parameterValues) {
        JsonNode declared = declared(file);
        return parameterValues.entrySet().stream()
                .filter(value -> declared.has(value.getKey()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static JsonNode declared(Path file) {
        return TemplateYaml.read(
                        file, StackPlace.outermost(file, PhysicalIds.AWS).location())
                .path("Parameters");
    }

    public List<Resource> resources() {
        return resources.stream().map(Stack.Placed::resource).toList();
    }

    /** The functions among the resources. */
    public List<FunctionDefinition> functions() {
        return resources.stream()
                .filter(placed -> placed.resource().type().equals("AWS::Serverless::Function"))
                .map(placed ->
                        FunctionDefinition.of(placed.resource(), placed.at().field("Properties")))
                .toList();
    }

    /** The outputs of the template itself, by name. */
    public Map<String, String> outputs() {
        return stack.outputs();
    }
}
