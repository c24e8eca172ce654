package dev.tributary.local.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** Reads requests and writes answers. */
public final class Exchanges {

    private Exchanges() {}

    /** The request's body, or empty if it is longer. */
    public static Optional<byte[]> body(HttpExchange exchange, int maxBytes) throws IOException {
        try (InputStream in = exchange.getRequestBody()) {
            byte[] body = in.readNBytes(maxBytes + 1);
            if (body.length <= maxBytes) {
                return Optional.of(body);
            }
            // Or the client, still writing, would find the connection closed and never read the answer.
            in.transferTo(OutputStream.nullOutputStream());
            return Optional.empty();
        }
    }

    public static void answer(HttpExchange exchange, int status, String requestId, String contentType, byte[] body)
            throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("x-amzn-RequestId", requestId);
        headers.set("Content-Type", contentType);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
