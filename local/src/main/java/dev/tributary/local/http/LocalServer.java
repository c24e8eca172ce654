package dev.tributary.local.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on 127.0.0.1, which works on daemon threads. */
public final class LocalServer implements AutoCloseable {

    static {
        // The JDK's server reads it once; without it, each small answer waits for a delayed acknowledgement.
        System.getProperties().putIfAbsent("sun.net.httpserver.nodelay", "true");
    }

    private static final byte[] LOCALHOST = {127, 0, 0, 1};

    private final String name;
    private final HttpServer http;
    private final ExecutorService workers;

    private LocalServer(String name, HttpServer http) {
        this.name = name;
        this.http = http;
        this.workers = Executors.newCachedThreadPool(task -> daemon("worker", task));
    }

    /**
     * Takes the port; nothing is answered before {@link #serve}.
     *
     * @param name of the service, for its threads
     * @param port 0 for any that is free
     * @throws UncheckedIOException if the port is taken
     */
    public static LocalServer on(int port, String name) {
        try {
            return new LocalServer(
                    name, HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOCALHOST), port), 0));
        } catch (IOException e) {
            throw new UncheckedIOException("port: %d (expected: one that is free)".formatted(port), e);
        }
    }

    /** Has all requests answered by this handler, on any thread. */
    public void serve(HttpHandler handler) {
        http.setExecutor(workers);
        http.createContext("/", handler);
        // The dispatcher's thread takes after the one that starts it.
        CompletableFuture.runAsync(http::start, task -> daemon("start", task).start())
                .join();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    private Thread daemon(String role, Runnable task) {
        Thread thread = new Thread(task, name + "-" + role);
        thread.setDaemon(true);
        return thread;
    }

    /** Stops at once. */
    @Override
    public void close() {
        http.stop(0);
        workers.shutdownNow();
    }
}
