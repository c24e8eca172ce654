package dev.tributary.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a SAM or CloudFormation template creates, given its parameters: the resources whose conditions hold, with intrinsic
 * functions resolved and SAM's globals merged in, in the template's order. The account is 000000000000 in us-east-1, the stack
 * {@code tributary}. A resource without a name property gets a name made of the stack's and its logical id.
 */
public final class Template {

    private final Location at;
    private final List<Resource> resources;

    private Template(Location at, List<Resource> resources) {
        this.at = at;
        this.resources = resources;
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
     * @throws TemplateException if the file cannot be read, a parameter is not allowed, or the template contradicts itself
     */
    public static Template read(Path file, Map<String, String> parameterOverrides, PhysicalIds ids) {
        ObjectNode root = (ObjectNode) TemplateYaml.read(file);
        Location at = new Location(file.getFileName().toString(), "");
        Location resources = at.field("Resources");
        root.path("Resources")
                .properties()
                .forEach(resource -> checkType(resource.getValue(), resources.field(resource.getKey())));
        Globals.apply(root);
        Map<String, JsonNode> parameters =
                Parameters.values(root.path("Parameters"), parameterOverrides, at.field("Parameters"));
        Intrinsics intrinsics = new Intrinsics(root, parameters, ids, at);
        List<Resource> created = intrinsics.present(root.path("Resources"), resources).properties().stream()
                .map(resource -> resource(resource.getKey(), resource.getValue(), intrinsics, resources))
                .toList();
        return new Template(resources, created);
    }

    /**
     * What is wrong with values for a template's parameters.
     *
     * @throws TemplateException if the file cannot be read
     */
    public static List<ParameterProblem> parameterProblems(Path file, Map<String, String> parameterOverrides) {
        return Parameters.problems(TemplateYaml.read(file).path("Parameters"), parameterOverrides);
    }

    /**
     * Those of these values whose parameters a template has: for somebody may have taken a system out of theirs.
     *
     * @throws TemplateException if the file cannot be read
     */
    public static Map<String, String> known(Path file, Map<String, String> parameterValues) {
        JsonNode declared = TemplateYaml.read(file).path("Parameters");
        return parameterValues.entrySet().stream()
                .filter(value -> declared.has(value.getKey()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static void checkType(JsonNode resource, Location at) {
        JsonNode type = resource.path("Type");
        if (!type.isTextual()) {
            throw at.field("Type").error(type.isMissingNode() ? "missing" : type, "a resource type");
        }
    }

    private static Resource resource(String logicalId, JsonNode raw, Intrinsics intrinsics, Location at) {
        JsonNode properties = raw.path("Properties");
        Location from = at.field(logicalId).field("Properties");
        return new Resource(
                logicalId,
                raw.path("Type").asText(),
                intrinsics.references().physicalName(logicalId),
                properties.isObject() ? intrinsics.resolve(properties, from) : JsonNodeFactory.instance.objectNode());
    }

    public List<Resource> resources() {
        return resources;
    }

    /** The functions among the resources. */
    public List<FunctionDefinition> functions() {
        return resources.stream()
                .filter(resource -> resource.type().equals("AWS::Serverless::Function"))
                .map(resource -> FunctionDefinition.of(
                        resource, at.field(resource.logicalId()).field("Properties")))
                .toList();
    }
}
