package dev.tributary.local.sns;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.tributary.local.http.Exchanges;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

/** HTTP requests in, answers out: finds the operation, and turns every failure into an error of the protocol. */
final class RequestHandler implements HttpHandler {

    private static final System.Logger LOG = System.getLogger(RequestHandler.class.getName());

    /** A batch far over its limit, in URL encoding: it is still told what is wrong with it. */
    private static final int MAX_BODY_BYTES = 16 << 20;

    private final Map<String, Function<Request, Map<String, Object>>> operations;

    RequestHandler(Map<String, Function<Request, Map<String, Object>>> operations) {
        this.operations = operations;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String requestId = UUID.randomUUID().toString();
            try {
                send(exchange, 200, requestId, answer(Request.parse(form(exchange)), requestId));
            } catch (SnsException e) {
                sendError(exchange, requestId, e);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "a request failed that should have been answered", e);
                sendError(exchange, requestId, SnsException.internalError("the server has a defect: " + e));
            }
        }
    }

    private static String form(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("GET")) {
            return Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
        }
        byte[] body = Exchanges.body(exchange, MAX_BODY_BYTES)
                .orElseThrow(() -> SnsException.tooLarge(
                        "body: over %d bytes (expected: at most that)".formatted(MAX_BODY_BYTES)));
        return new String(body, StandardCharsets.UTF_8);
    }

    private byte[] answer(Request request, String requestId) {
        String action = Objects.requireNonNullElse(request.optional("Action"), "none");
        Function<Request, Map<String, Object>> operation = operations.get(action);
        if (operation == null) {
            throw SnsException.invalidAction(
                    "Action: %s (expected: one of %s)".formatted(action, new TreeSet<>(operations.keySet())));
        }
        return XmlAnswer.success(action, operation.apply(request), requestId);
    }

    private static void sendError(HttpExchange exchange, String requestId, SnsException e) throws IOException {
        send(exchange, e.status(), requestId, XmlAnswer.error(e, requestId));
    }

    private static void send(HttpExchange exchange, int status, String requestId, byte[] body) throws IOException {
        Exchanges.answer(exchange, status, requestId, XmlAnswer.CONTENT_TYPE, body);
    }
}
