package dev.tributary.local.demo.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.tributary.local.demo.account.ExactJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** An API that answers what a test says, one answer after the other, and keeps what it was sent. */
final class ScriptedApi implements AutoCloseable {

    private record Scripted(int status, boolean asksToWait, String body) {}

    private final HttpServer http;
    private final List<Scripted> script = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();

    ScriptedApi() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.createContext("/v1/", exchange -> {
            try (exchange) {
                requests.add(exchange.getRequestURI() + " "
                        + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
                Scripted answer = script.remove(0);
                byte[] body = answer.body().getBytes(UTF_8);
                if (answer.asksToWait()) {
                    exchange.getResponseHeaders().set("Retry-After", "1");
                }
                exchange.sendResponseHeaders(answer.status(), body.length);
                exchange.getResponseBody().write(body);
            }
        });
        http.start();
    }

    ScriptedApi answers(int status, String body) {
        script.add(new Scripted(status, status == 429, body));
        return this;
    }

    ScriptedApi throttlesWithoutRetryAfter() {
        script.add(new Scripted(429, false, "{\"error\":\"Kinesis: throttled\"}"));
        return this;
    }

    ApiClient client() {
        return new ApiClient(URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/v1"));
    }

    int requests() {
        return requests.size();
    }

    /** The path and body of a request. */
    String request(int number) {
        return requests.get(number);
    }

    /** The partition keys of a request's records. */
    List<String> keys(int number) {
        String request = requests.get(number);
        JsonNode body = ExactJson.parse(request.substring(request.indexOf(' ')));
        return body.path("records").findValuesAsText("partitionKey");
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
