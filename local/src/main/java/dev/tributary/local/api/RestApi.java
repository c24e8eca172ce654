package dev.tributary.local.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a request the way API Gateway does: route, key, model, request template, integration, response template. Whatever
 * goes wrong on it has its gateway response.
 */
final class RestApi {

    /** How the value begins that a signature of version 4 is told with. */
    private static final String SIGNATURE = "AWS4-HMAC-SHA256 ";

    private static final Logger LOG = LoggerFactory.getLogger(RestApi.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ApiDefinition definition;
    private final KinesisCall kinesis;
    private final String key;

    /** @param key the one key that operations take which need one */
    RestApi(ApiDefinition definition, KinesisCall kinesis, String key) {
        this.definition = definition;
        this.kinesis = kinesis;
        this.key = key;
    }

    ApiAnswer answer(ApiRequest request) {
        ContextVariables context = ContextVariables.of(request, definition.stage());
        try {
            return take(request, context);
        } catch (GatewayException e) {
            return definition.gatewayResponses().answer(e, context);
        } catch (RuntimeException e) {
            return configurationError(e, context);
        }
    }

    /** The template is wrong: an error with a name for whoever writes it, and API Gateway's usual answer for the client. */
    private ApiAnswer configurationError(RuntimeException cause, ContextVariables context) {
        LOG.error("the API's templates have no answer to this request", cause);
        return definition
                .gatewayResponses()
                .answer(new GatewayException(GatewayError.API_CONFIGURATION_ERROR), context);
    }

    private ApiAnswer take(ApiRequest request, ContextVariables context) {
        for (Operation operation : definition.operations()) {
            Map<String, String> path =
                    operation.matches(request.method(), request.path()).orElse(null);
            if (path != null) {
                return take(operation, path, request, context.with("resourcePath", operation.path()));
            }
        }
        throw new GatewayException(GatewayError.MISSING_AUTHENTICATION_TOKEN);
    }

    private ApiAnswer take(
            Operation operation, Map<String, String> path, ApiRequest request, ContextVariables context) {
        if (operation.access() == Access.KEY
                && !request.header("x-api-key").orElse("").equals(key)) {
            throw new GatewayException(GatewayError.INVALID_API_KEY);
        }
        if (operation.access() == Access.SIGNATURE
                && !request.header("authorization").orElse("").startsWith(SIGNATURE)) {
            throw new GatewayException(GatewayError.MISSING_AUTHENTICATION_TOKEN);
        }
        Map<String, Map<String, String>> parameters =
                Map.of("path", path, "querystring", request.query(), "header", request.headers());
        Integration integration = operation.integration();
        MappingTemplate template = integration.requestTemplate(request.mediaType());
        operation.model().ifPresent(model -> model.check(request.body()));
        String mapped =
                template.evaluate(new TemplateInput(request.body(), parameters), context, definition.stageVariables());
        KinesisCall.Answer answer = call(integration, mapped, request);
        return respond(integration.response(answer.status()), answer, parameters, context);
    }

    private KinesisCall.Answer call(Integration integration, String mapped, ApiRequest request) {
        try {
            if (integration.action().isEmpty()) {
                return new KinesisCall.Answer(
                        MAPPER.readTree(mapped).path("statusCode").asInt(), "");
            }
            return kinesis.make(integration.action().get(), mapped, request.path() + "\n" + request.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the template of a request did not write JSON", e);
        } catch (IOException e) {
            LOG.warn("no answer from Kinesis", e);
            throw new GatewayException(
                    e instanceof HttpTimeoutException
                            ? GatewayError.INTEGRATION_TIMEOUT
                            : GatewayError.INTEGRATION_FAILURE);
        }
    }

    private ApiAnswer respond(
            Integration.Response response,
            KinesisCall.Answer answer,
            Map<String, Map<String, String>> parameters,
            ContextVariables context) {
        Overrides overrides = Overrides.ofResponse();
        String body = response.template()
                .evaluate(
                        new TemplateInput(answer.body(), parameters),
                        context.with("responseOverride", overrides),
                        definition.stageVariables());
        Map<String, String> headers = new LinkedHashMap<>(response.headers());
        overrides.headers().forEach((name, value) -> headers.put(name, value.toString()));
        return new ApiAnswer(overrides.statusOr(response.status()), headers, body);
    }
}
