package dev.tributary.local.sns;

import dev.tributary.local.http.LocalServer;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Amazon SNS in memory, for development and tests, on 127.0.0.1 only: standard topics that fan out to queues.
 *
 * <p>It speaks the service's protocol (AWS query, with XML answers) and keeps to the SNS API reference and developer guide in
 * limits, errors, envelopes and filter policies. What it leaves out: credentials and signatures are not checked, envelopes are not
 * signed, policies and encryption have no effect, email and HTTP subscriptions stay pending and receive nothing, and there are
 * no FIFO topics, tags, other protocols, or second pages of lists.
 */
public final class SnsServer implements AutoCloseable {

    private final LocalServer http;

    private SnsServer(LocalServer http, Supplier<SqsClient> queues, Clock clock) {
        this.http = http;
        Account account = new Account();
        Map<String, Function<Request, Map<String, Object>>> operations = new HashMap<>();
        operations.putAll(new TopicOperations(account).byName());
        operations.putAll(new SubscriptionOperations(account).byName());
        operations.putAll(new PublishOperations(account, new Delivery(queues, http.endpoint()), clock).byName());
        http.serve(new RequestHandler(operations));
    }

    /**
     * Starts a server without topics, on daemon threads.
     *
     * @param port 0 for any that is free
     * @param queues a client of the queues that subscribe, asked for when there is a message to deliver
     * @param clock tells when messages are published
     * @throws UncheckedIOException if the port is taken
     */
    public static SnsServer start(int port, Supplier<SqsClient> queues, Clock clock) {
        return new SnsServer(LocalServer.on(port, "sns"), queues, clock);
    }

    public URI endpoint() {
        return http.endpoint();
    }

    /** Stops at once, and forgets all topics. */
    @Override
    public void close() {
        http.close();
    }
}
