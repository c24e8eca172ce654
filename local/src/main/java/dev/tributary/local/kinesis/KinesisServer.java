package dev.tributary.local.kinesis;

import dev.tributary.local.http.LocalServer;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
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

    private final LocalServer http;
    private final RecordOperations records;

    private KinesisServer(LocalServer http, Clock clock) {
        this.http = http;
        Account account = new Account(clock);
        this.records = new RecordOperations(account);
        Map<String, Function<Request, Map<String, Object>>> operations = new HashMap<>(records.byName());
        operations.putAll(new StreamOperations(account).byName());
        operations.putAll(new ShardOperations(account).byName());
        operations.putAll(new SettingOperations(account).byName());
        http.serve(new RequestHandler(operations));
    }

    /**
     * Starts a server without streams, on daemon threads.
     *
     * @param port 0 for any that is free
     * @param clock tells when records arrive, iterators expire and retention ends
     * @throws UncheckedIOException if the port is taken
     */
    public static KinesisServer start(int port, Clock clock) {
        return new KinesisServer(LocalServer.on(port, "kinesis"), clock);
    }

    public URI endpoint() {
        return http.endpoint();
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
        http.close();
    }
}
