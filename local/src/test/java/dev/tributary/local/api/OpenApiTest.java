package dev.tributary.local.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.local.template.Resource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class OpenApiTest {

    private static final String POST = "/DefinitionBody/paths/~1events~1{type}/post";
    private static final String INTEGRATION = POST + "/x-amazon-apigateway-integration";

    @Test
    void shouldReadTheApi() {
        ApiDefinition api = OpenApi.read(ApiFixture.api(Map.of()));

        assertThat(api.stage()).isEqualTo("v1");
        assertThat(api.needsKey()).isFalse();
        assertThat(api.operations())
                .extracting(one -> one.method() + " " + one.path())
                .containsExactlyInAnyOrder(
                        "POST /events/{type}",
                        "OPTIONS /events/{type}",
                        "POST /events/batch/{type}",
                        "OPTIONS /events/batch/{type}");
        assertThat(OpenApi.read(ApiFixture.api(Map.of("Authorization", "API_KEY")))
                        .needsKey())
                .isTrue();
    }

    @Test
    void shouldRefuseWhatItDoesNotSimulate() {
        assertRefused(
                at(POST, node -> node.put("x-amazon-apigateway-auth", "x")),
                "POST /events/{type}: x-amazon-apigateway-auth");
        assertRefused(at(INTEGRATION, node -> node.put("cacheNamespace", "x")), "cacheNamespace");
        assertRefused(
                at(INTEGRATION, node -> node.put("passthroughBehavior", "when_no_match")),
                "passthroughBehavior: \"when_no_match\"");
        assertRefused(at(INTEGRATION, node -> node.put("uri", "arn:aws:apigateway:us-east-1:sqs:path/x")), "sqs:path");
        assertRefused(at(INTEGRATION, node -> node.put("type", "aws_proxy")), "aws_proxy");
        assertRefused(
                at(
                        INTEGRATION + "/responses/default/responseParameters",
                        node -> node.put("method.response.header.X", "integration.response.header.X")),
                "integration.response.header.X");
        assertRefused(at("/DefinitionBody/components/schemas/Event", node -> node.put("pattern", "x")), "pattern");
        assertRefused(
                at(POST + "/requestBody/content/application~1json/schema", node -> node.put("$ref", "#/none")),
                "#/none");
    }

    @Test
    void shouldNameTheTemplateThatIsWrong() {
        Resource api =
                at(INTEGRATION + "/requestTemplates", node -> node.put("application/json", "\n$util.toJson($x)"));

        assertThatExceptionOfType(TemplateErrorException.class)
                .isThrownBy(() -> OpenApi.read(api))
                .withMessageStartingWith("EventApi POST /events/{type}, request, line 2: $x");
    }

    /** API Gateway imports no document whose mappings set other headers than the method's response of that status has. */
    @Test
    void shouldDeclareTheHeadersThatItSets() {
        operations().forEach((operation, definition) -> definition
                .at("/x-amazon-apigateway-integration/responses")
                .forEach(response -> {
                    JsonNode declared = definition.at(
                            "/responses/" + response.path("statusCode").asText() + "/headers");
                    assertThat(response.path("responseParameters").fieldNames())
                            .as(operation)
                            .toIterable()
                            .isNotEmpty()
                            .allSatisfy(name -> assertThat(declared.has(name.replace("method.response.header.", "")))
                                    .as(name)
                                    .isTrue());
                }));
    }

    /** SAM puts what an OPTIONS method declares of its headers below a schema, where OpenAPI 3 wants it. */
    @Test
    void shouldLeaveTheSchemasOfHeadersOfOptionsToSam() {
        operations().forEach((operation, definition) -> definition
                .path("responses")
                .forEach(response -> response.path("headers").forEach(header -> assertThat(header)
                        .as(operation)
                        .hasToString(
                                operation.startsWith("options")
                                        ? "{\"type\":\"string\"}"
                                        : "{\"schema\":{\"type\":\"string\"}}"))));
    }

    private static Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new HashMap<>();
        ApiFixture.api(Map.of())
                .properties()
                .at("/DefinitionBody/paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operations.put(method.getKey() + " " + path.getKey(), method.getValue())));
        return operations;
    }

    private static void assertRefused(Resource api, String named) {
        assertThatIllegalArgumentException().isThrownBy(() -> OpenApi.read(api)).withMessageContaining(named);
    }

    private static Resource at(String pointer, Consumer<ObjectNode> change) {
        Resource api = ApiFixture.api(Map.of());
        JsonNode properties = api.properties().deepCopy();
        change.accept((ObjectNode) properties.at(pointer));
        return new Resource(api.logicalId(), api.type(), api.physicalName(), properties);
    }
}
