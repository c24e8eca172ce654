package dev.tributary.samples;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lambda's runtime API, as far as one execution environment with SnapStart uses it for one invocation. The first request for an
 * event gets the event, the second waits until this is closed, as the environment is frozen then.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">the API</a>
 */
final class RuntimeApi implements AutoCloseable {

    private static final String VERSION = "/2018-06-01/runtime";

    /** What the function made of the event. */
    sealed interface Outcome {

        record Answered(String payload) implements Outcome {}

        /**
         * Of the function, or of its start.
         *
         * @param at {@code init}, {@code restore} or {@code invocation}
         */
        record Failed(String at, String error) implements Outcome {}
    }

    private final byte[] event;
    private final String functionArn;
    private final Duration timeout;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicBoolean isHandedOut = new AtomicBoolean();
    private final AtomicBoolean isRestored = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    private RuntimeApi(byte[] event, String functionArn, Duration timeout) throws IOException {
        this.event = event;
        this.functionArn = functionArn;
        this.timeout = timeout;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    /**
     * Serves one event.
     *
     * @param timeout of the function, from the moment that it gets the event
     */
    static RuntimeApi serve(byte[] event, String functionArn, Duration timeout) throws IOException {
        RuntimeApi api = new RuntimeApi(event, functionArn, timeout);
        api.server.setExecutor(api.threads);
        api.server.createContext("/", api::handle);
        api.server.start();
        return api;
    }

    /** The value of {@code AWS_LAMBDA_RUNTIME_API}. */
    String address() {
        return server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort();
    }

    CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    /** Whether the function had its snapshot taken before it got the event. */
    boolean isRestored() {
        return isRestored.get();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        switch (exchange.getRequestMethod() + " "
                + path.replaceFirst("/invocation/[0-9a-f-]{36}/", "/invocation/ID/")) {
            case "GET " + VERSION + "/restore/next" -> {
                isRestored.set(true);
                respond(exchange, 200, new byte[0]);
            }
            case "GET " + VERSION + "/invocation/next" -> next(exchange);
            case "POST " + VERSION + "/invocation/ID/response" -> end(exchange, new Outcome.Answered(body));
            case "POST " + VERSION + "/invocation/ID/error" -> end(exchange, new Outcome.Failed("invocation", body));
            case "POST " + VERSION + "/init/error" -> end(exchange, new Outcome.Failed("init", body));
            case "POST " + VERSION + "/restore/error" -> end(exchange, new Outcome.Failed("restore", body));
            default -> respond(exchange, 404, path.getBytes(UTF_8));
        }
    }

    private void next(HttpExchange exchange) throws IOException {
        if (isHandedOut.getAndSet(true)) {
            awaitClosed();
            return;
        }
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json");
        headers.set("Lambda-Runtime-Aws-Request-Id", UUID.randomUUID().toString());
        headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + timeout.toMillis()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", functionArn);
        headers.set(
                "Lambda-Runtime-Trace-Id",
                "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0");
        respond(exchange, 200, event);
    }

    private void awaitClosed() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(HttpExchange exchange, Outcome what) throws IOException {
        respond(exchange, 202, "{\"status\":\"OK\"}".getBytes(UTF_8));
        outcome.complete(what);
    }

    private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
