package dev.tributary.local.kinesis;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Amazon Kinesis Data Streams in memory, for development and tests, on 127.0.0.1 only.
 *
 * <p>It speaks the service's protocol (AWS JSON 1.1, and its CBOR form) and keeps to the Kinesis Data Streams API reference
 * in limits, errors, sequence numbers, resharding and retention. What it leaves out: credentials and signatures are not
 * checked, changes take effect at once, the rates of a shard are not limited, and there are no registered consumers.
 */
public final class KinesisServer implements AutoCloseable {

    static {
        // The JDK's server reads it once; without it, each small answer waits for a delayed acknowledgement.
        System.getProperties().putIfAbsent("sun.net.httpserver.nodelay", "true");
    }

    private static final byte[] LOCALHOST = {127, 0, 0, 1};

    private final HttpServer http;
    private final ExecutorService workers;
    private final RecordOperations records;

    private KinesisServer(HttpServer http, ExecutorService workers, Clock clock) {
        this.http = http;
        this.workers = workers;
        Account account = new Account(clock);
        this.records = new RecordOperations(account);
        Map<String, Function<Request, Map<String, Object>>> operations = new HashMap<>(records.byName());
        operations.putAll(new StreamOperations(account).byName());
        operations.putAll(new ShardOperations(account).byName());
        operations.putAll(new SettingOperations(account).byName());
        http.setExecutor(workers);
        http.createContext("/", new RequestHandler(operations));
    }

    /**
     * Starts a server without streams, on daemon threads.
     *
     * @param port 0 for any that is free
     * @param clock tells when records arrive, iterators expire and retention ends
     * @throws UncheckedIOException if the port is taken
     */
    public static KinesisServer start(int port, Clock clock) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOCALHOST), port), 0);
            ExecutorService workers = Executors.newCachedThreadPool(task -> daemon("kinesis-worker", task));
            KinesisServer server = new KinesisServer(http, workers, clock);
            // The dispatcher's thread takes after the one that starts it.
            CompletableFuture.runAsync(
                            http::start, task -> daemon("kinesis-start", task).start())
                    .join();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("port: %d (expected: one that is free)".formatted(port), e);
        }
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /**
     * Refuses records with a ProvisionedThroughputExceededException, PutRecords record by record, until it is called again.
     *
     * <p>The predicate sees the partition key of each record that is put, on any thread. {@code key -> false} ends all
     * failures; {@code ConcurrentHashMap.newKeySet()::add} fails each key the first time only.
     */
    public void failPuts(Predicate<String> partitionKeys) {
        records.failPuts(partitionKeys);
    }

    /** Stops at once, and forgets all streams. */
    @Override
    public void close() {
        http.stop(0);
        workers.shutdownNow();
    }
}
