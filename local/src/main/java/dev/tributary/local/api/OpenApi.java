package dev.tributary.local.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.template.Resource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an {@code AWS::Serverless::Api} with an OpenAPI document of version 3 and API Gateway's extensions to it. What changes
 * an answer and is not simulated is an error.
 */
final class OpenApi {

    static final String RESOURCE_TYPE = "AWS::Serverless::Api";

    private static final String EXTENSION = "x-amazon-apigateway-";
    private static final Pattern KINESIS = Pattern.compile("arn:[a-z-]+:apigateway:[a-z0-9-]+:kinesis:action/(\\w+)");
    private static final Pattern STATIC = Pattern.compile("'(.*)'");
    private static final String CONTENT_TYPE = "integration.request.header.Content-Type";

    /** They only describe. */
    private static final Set<String> DESCRIPTIONS = Set.of("summary", "description", "parameters", "responses");

    private static final Set<String> OPERATION =
            Set.of("security", "requestBody", EXTENSION + "request-validator", EXTENSION + "integration");
    private static final Set<String> INTEGRATION = Set.of(
            "type",
            "httpMethod",
            "uri",
            "credentials",
            "passthroughBehavior",
            "requestParameters",
            "requestTemplates",
            "responses");
    private static final Set<String> RESPONSE = Set.of("statusCode", "responseParameters", "responseTemplates");

    private final String api;
    private final JsonNode document;

    private OpenApi(Resource resource) {
        this.api = resource.logicalId();
        this.document = resource.properties().path("DefinitionBody");
    }

    /** @throws IllegalArgumentException naming what is wrong, or not simulated */
    static ApiDefinition read(Resource resource) {
        OpenApi reader = new OpenApi(resource);
        List<Operation> operations = new ArrayList<>();
        reader.document.path("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(method -> operations.add(
                        reader.operation(method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue()))));
        operations.sort(Comparator.comparing(
                one -> one.path().chars().filter(c -> c == '{').count()));
        return new ApiDefinition(
                text(resource.properties(), "StageName", reader.api),
                texts(resource.properties().path("Variables")),
                operations,
                reader.gatewayResponses());
    }

    private Operation operation(String method, String path, JsonNode operation) {
        String at = api + " " + method + " " + path;
        refuseOthers(operation, OPERATION, at);
        return new Operation(
                method,
                path,
                access(operation.path("security"), at),
                model(operation, at),
                integration(operation.path(EXTENSION + "integration"), at));
    }

    private Access access(JsonNode security, String at) {
        if (security.isEmpty()) {
            return Access.OPEN;
        }
        String name = security.path(0).fieldNames().next();
        JsonNode scheme = document.at("/components/securitySchemes").path(name);
        if (scheme.path(EXTENSION + "authtype").asText().equals("awsSigv4")) {
            return Access.SIGNATURE;
        }
        if (scheme.has(EXTENSION + "authtype") || !scheme.path("type").asText().equals("apiKey")) {
            throw error(at, "security: " + scheme, "an API key, or awsSigv4");
        }
        return Access.KEY;
    }

    private Optional<BodyModel> model(JsonNode operation, String at) {
        String validator = operation.path(EXTENSION + "request-validator").asText();
        JsonNode validators = document.path(EXTENSION + "request-validators").path(validator);
        if (!validators.path("validateRequestBody").asBoolean()) {
            return Optional.empty();
        }
        JsonNode schema = operation.at("/requestBody/content/application~1json/schema");
        String reference = text(schema, "$ref", at);
        JsonNode model = document.at(reference.substring(1));
        if (model.isMissingNode()) {
            throw error(at, "$ref: " + reference, "a schema of this document");
        }
        return Optional.of(new BodyModel(reference, model));
    }

    private Integration integration(JsonNode integration, String at) {
        refuseOthers(integration, INTEGRATION, at);
        if (!integration.path("passthroughBehavior").asText().equals("never")) {
            throw error(at, "passthroughBehavior: " + integration.path("passthroughBehavior"), "never");
        }
        Map<String, MappingTemplate> templates = new LinkedHashMap<>();
        texts(integration.path("requestTemplates"))
                .forEach((type, text) -> templates.put(type, MappingTemplate.of(at + ", request", text)));
        List<Integration.Response> responses = new ArrayList<>();
        integration
                .path("responses")
                .properties()
                .forEach(response -> responses.add(response(response.getKey(), response.getValue(), at)));
        return new Integration(action(integration, at), templates, responses);
    }

    private static Optional<String> action(JsonNode integration, String at) {
        if (text(integration, "type", at).equals("mock")) {
            return Optional.empty();
        }
        Matcher uri = KINESIS.matcher(integration.path("uri").asText());
        String type = staticValue(
                integration.path("requestParameters").path(CONTENT_TYPE).asText(), at);
        boolean isCall = integration.path("type").asText().equals("aws")
                && integration.path("httpMethod").asText().equals("POST");
        if (!isCall || !uri.matches() || !type.equals("application/x-amz-json-1.1")) {
            throw error(at, integration.toString(), "mock, or aws with POST to an action of Kinesis in JSON 1.1");
        }
        return Optional.of(uri.group(1));
    }

    private static Integration.Response response(String pattern, JsonNode response, String at) {
        String from = at + ", response " + pattern;
        refuseOthers(response, RESPONSE, from);
        return new Integration.Response(
                pattern.equals("default") ? Optional.empty() : Optional.of(Pattern.compile(pattern)),
                Integer.parseInt(text(response, "statusCode", from)),
                headers(response, "method.response.header.", from),
                MappingTemplate.of(from, text(response.path("responseTemplates"), "application/json", from)));
    }

    private GatewayResponses gatewayResponses() {
        Map<String, GatewayResponses.Definition> definitions = new LinkedHashMap<>();
        document.path(EXTENSION + "gateway-responses").properties().forEach(response -> {
            String from = api + ", gateway response " + response.getKey();
            refuseOthers(response.getValue(), RESPONSE, from);
            JsonNode status = response.getValue().path("statusCode");
            definitions.put(
                    response.getKey(),
                    new GatewayResponses.Definition(
                            response.getKey(),
                            status.isMissingNode() ? null : status.asInt(),
                            headers(response.getValue(), "gatewayresponse.header.", from),
                            text(response.getValue().path("responseTemplates"), "application/json", from)));
        });
        return new GatewayResponses(definitions);
    }

    private static Map<String, String> headers(JsonNode response, String prefix, String at) {
        Map<String, String> headers = new LinkedHashMap<>();
        texts(response.path("responseParameters")).forEach((name, expression) -> {
            if (!name.startsWith(prefix)) {
                throw error(at, name, prefix + "NAME");
            }
            headers.put(name.substring(prefix.length()), staticValue(expression, at));
        });
        return headers;
    }

    private static String staticValue(String expression, String at) {
        Matcher matcher = STATIC.matcher(expression);
        if (!matcher.matches()) {
            throw error(at, expression, "a value in single quotes; others are not simulated");
        }
        return matcher.group(1);
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    private static String text(JsonNode object, String field, String at) {
        if (!object.path(field).isTextual()) {
            throw error(at, field + ": " + (object.has(field) ? object.get(field) : "missing"), "text");
        }
        return object.get(field).asText();
    }

    private static void refuseOthers(JsonNode object, Set<String> known, String at) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name) && !DESCRIPTIONS.contains(name)) {
                throw error(at, name, "one of " + known + "; others are not simulated");
            }
        });
    }

    private static IllegalArgumentException error(String at, String value, String expectation) {
        return new IllegalArgumentException(at + ": " + value + " (expected: " + expectation + ")");
    }
}
