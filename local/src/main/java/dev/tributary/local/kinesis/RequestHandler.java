package dev.tributary.local.kinesis;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.tributary.local.http.Exchanges;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

/** HTTP requests in, answers out: finds the format and the operation, and turns every failure into an error of the protocol. */
final class RequestHandler implements HttpHandler {

    private static final System.Logger LOG = System.getLogger(RequestHandler.class.getName());

    private static final String TARGET_PREFIX = "Kinesis_20131202.";

    /** A full PutRecords call in base64, with room for the rest of the JSON. */
    private static final int MAX_BODY_BYTES = 16 << 20;

    private final Map<String, Function<Request, Map<String, Object>>> operations;

    RequestHandler(Map<String, Function<Request, Map<String, Object>>> operations) {
        this.operations = operations;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            WireFormat format = WireFormat.of(exchange.getRequestHeaders().getFirst("Content-Type"));
            try {
                Map<String, Object> answer = answer(exchange, format);
                send(exchange, format, 200, answer.isEmpty() ? new byte[0] : format.encode(answer));
            } catch (KinesisException e) {
                sendError(exchange, format, e);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "a request failed that should have been answered", e);
                sendError(exchange, format, KinesisException.internalFailure("the server has a defect: " + e));
            }
        }
    }

    private Map<String, Object> answer(HttpExchange exchange, WireFormat format) throws IOException {
        byte[] body = Exchanges.body(exchange, MAX_BODY_BYTES)
                .orElseThrow(() -> KinesisException.tooLarge(
                        "body: over %d bytes (expected: at most that)".formatted(MAX_BODY_BYTES)));
        return operation(exchange).apply(format.decode(body));
    }

    private Function<Request, Map<String, Object>> operation(HttpExchange exchange) {
        if (!exchange.getRequestMethod().equals("POST")) {
            throw KinesisException.unknownOperation(
                    "method: %s (expected: POST)".formatted(exchange.getRequestMethod()));
        }
        String target = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("X-Amz-Target"), "none");
        Function<Request, Map<String, Object>> operation =
                target.startsWith(TARGET_PREFIX) ? operations.get(target.substring(TARGET_PREFIX.length())) : null;
        if (operation == null) {
            throw KinesisException.unknownOperation("X-Amz-Target: %s (expected: %s and one of %s)"
                    .formatted(target, TARGET_PREFIX, new TreeSet<>(operations.keySet())));
        }
        return operation;
    }

    private static void sendError(HttpExchange exchange, WireFormat format, KinesisException e) throws IOException {
        send(exchange, format, e.status(), format.encode(Map.of("__type", e.type(), "message", e.message())));
    }

    private static void send(HttpExchange exchange, WireFormat format, int status, byte[] body) throws IOException {
        Exchanges.answer(exchange, status, UUID.randomUUID().toString(), format.contentType(), body);
    }
}
