package dev.tributary.local.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import dev.tributary.local.backend.Backend;
import dev.tributary.local.backend.Service;
import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.http.Exchanges;
import dev.tributary.local.http.LocalServer;
import dev.tributary.local.template.Resource;
import dev.tributary.local.template.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A template's {@code AWS::Serverless::Api} on 127.0.0.1: its own OpenAPI document, models, mapping templates and gateway
 * responses, evaluated as API Gateway does, in front of a backend's Kinesis. What is not simulated: throttling, usage plans,
 * logs, metrics and traces.
 */
public final class ApiServer implements AutoCloseable {

    /** The key that every operation takes which needs one. */
    public static final String API_KEY = "local";

    /** API Gateway's quota for a payload. */
    private static final int MAX_BODY_BYTES = 10 << 20;

    private final LocalServer http;
    private final ApiDefinition definition;

    private ApiServer(LocalServer http, ApiDefinition definition) {
        this.http = http;
        this.definition = definition;
    }

    /** The API of a template, if it has one. */
    public static Optional<Resource> apiOf(Template template) {
        return template.resources().stream()
                .filter(resource -> resource.type().equals(OpenApi.RESOURCE_TYPE))
                .findFirst();
    }

    /**
     * Starts the API, on daemon threads.
     *
     * @param port 0 for any that is free
     * @param faults what goes wrong between the API and Kinesis
     * @throws IllegalArgumentException if its document has what is not simulated
     * @throws RuntimeException naming template, line and reference, if a mapping template has what API Gateway does not
     * @throws UncheckedIOException if the port is taken
     */
    public static ApiServer start(Resource api, Backend backend, int port, FaultPlan faults) {
        KinesisCall kinesis = new FaultyKinesis(new KinesisEndpoint(backend.endpoint(Service.KINESIS)), faults);
        return start(OpenApi.read(api), kinesis, port, Clock.systemUTC());
    }

    static ApiServer start(ApiDefinition definition, KinesisCall kinesis, int port, Clock clock) {
        RestApi api = new RestApi(definition, kinesis, API_KEY);
        LocalServer http = LocalServer.on(port, "api");
        http.serve(exchange -> {
            try (exchange) {
                answer(exchange, api, definition, clock);
            }
        });
        return new ApiServer(http, definition);
    }

    /** Where it is, with its stage, such as {@code http://127.0.0.1:4605/v1}. */
    public URI url() {
        return http.endpoint().resolve("/" + definition.stage());
    }

    /** Whether clients must send {@link #API_KEY} in {@code X-Api-Key}. */
    public boolean needsKey() {
        return definition.needsKey();
    }

    private static void answer(HttpExchange exchange, RestApi api, ApiDefinition definition, Clock clock)
            throws IOException {
        String id = UUID.randomUUID().toString();
        Optional<byte[]> body = Exchanges.body(exchange, MAX_BODY_BYTES);
        ApiRequest request = new ApiRequest(
                id,
                clock.instant(),
                exchange.getRequestMethod(),
                path(exchange, definition.stage()),
                parameters(exchange.getRequestURI().getRawQuery()),
                headers(exchange),
                new String(body.orElse(new byte[0]), UTF_8));
        ApiAnswer answer = body.isPresent()
                ? api.answer(request)
                : definition
                        .gatewayResponses()
                        .answer(
                                new GatewayException(GatewayError.REQUEST_TOO_LARGE),
                                ContextVariables.of(request, definition.stage()));
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        Exchanges.answer(
                exchange, answer.status(), id, "application/json", answer.body().getBytes(UTF_8));
    }

    /** Below the stage, as it was sent but without slashes at its end; empty, which no path is, for another stage. */
    private static String path(HttpExchange exchange, String stage) {
        String path = exchange.getRequestURI().getRawPath().replaceFirst("/+$", "");
        return path.startsWith("/" + stage + "/") ? path.substring(stage.length() + 1) : "";
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(values.size() - 1)));
        return headers;
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : query == null ? new String[0] : query.split("&", -1)) {
            String[] pair = parameter.split("=", 2);
            parameters.put(URLDecoder.decode(pair[0], UTF_8), pair.length > 1 ? URLDecoder.decode(pair[1], UTF_8) : "");
        }
        return parameters;
    }

    /** Stops at once. */
    @Override
    public void close() {
        http.close();
    }
}
