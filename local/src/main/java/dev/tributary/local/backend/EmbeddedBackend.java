package dev.tributary.local.backend;

import com.google.common.collect.Maps;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * All services in this JVM, in memory, gone when closed: DynamoDB Local for tables and their streams, ElasticMQ for queues,
 * S3Proxy for objects, and servers of our own for streams and topics. It needs no network and no other program.
 */
public final class EmbeddedBackend implements Backend {

    private final Map<Service, EmbeddedServer> servers;
    private final Clients clients = new Clients(this::endpoint);

    private EmbeddedBackend(Map<Service, EmbeddedServer> servers) {
        this.servers = servers;
    }

    /**
     * Starts all services at once, on ports that are free, and waits until they answer.
     *
     * @throws IllegalStateException if one of them does not start; those that did are stopped again
     */
    public static EmbeddedBackend start() {
        return startOn(Maps.toMap(EnumSet.allOf(Service.class), any -> 0));
    }

    /**
     * Starts all services on these ports, each of which is free; otherwise as {@link #start()} does.
     *
     * @param ports of every service; 0 stands for any that is free
     */
    public static EmbeddedBackend startOn(Map<Service, Integer> ports) {
        CompletableFuture<Clients> clients = new CompletableFuture<>();
        Map<Service, Callable<EmbeddedServer>> starters = new EnumMap<>(Service.class);
        ports.forEach((service, port) -> starters.put(
                service, starter(service, port, () -> clients.join().sqs())));
        EmbeddedBackend backend = start(starters);
        clients.complete(backend.clients());
        return backend;
    }

    private static Callable<EmbeddedServer> starter(Service service, int port, Supplier<SqsClient> queues) {
        return switch (service) {
            case KINESIS -> () -> EmbeddedServer.kinesis(port);
            case DYNAMODB -> () -> EmbeddedServer.dynamoDb(port);
            case SQS -> () -> EmbeddedServer.sqs(port);
            case S3 -> () -> EmbeddedS3.start(port);
            case SNS -> () -> EmbeddedServer.sns(port, queues);
        };
    }

    static EmbeddedBackend start(Map<Service, Callable<EmbeddedServer>> starters) {
        QuietLogs.apply();
        ExecutorService executor = Executors.newFixedThreadPool(starters.size());
        try {
            Map<Service, Future<EmbeddedServer>> starting = new EnumMap<>(Service.class);
            starters.forEach((service, starter) -> starting.put(service, executor.submit(starter)));
            return join(starting);
        } finally {
            executor.shutdown();
        }
    }

    private static EmbeddedBackend join(Map<Service, Future<EmbeddedServer>> starting) {
        Map<Service, EmbeddedServer> started = new EnumMap<>(Service.class);
        List<Exception> failures = new ArrayList<>();
        starting.forEach((service, future) -> {
            try {
                started.put(service, future.get());
            } catch (ExecutionException e) {
                failures.add(new IllegalStateException("The embedded " + service + " did not start", e.getCause()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failures.add(e);
            }
        });
        EmbeddedBackend backend = new EmbeddedBackend(started);
        if (!failures.isEmpty()) {
            backend.stopServers(failures);
            throw failed("The embedded backend did not start", failures);
        }
        return backend;
    }

    @Override
    public String name() {
        return "embedded";
    }

    @Override
    public Map<Service, URI> endpoints() {
        return Maps.transformValues(servers, EmbeddedServer::endpoint);
    }

    @Override
    public Clients clients() {
        return clients;
    }

    @Override
    public void close() {
        clients.close();
        List<Exception> failures = new ArrayList<>();
        stopServers(failures);
        if (!failures.isEmpty()) {
            throw failed("The embedded backend did not stop", failures);
        }
    }

    private void stopServers(List<Exception> failures) {
        servers.values().forEach(server -> {
            try {
                server.stop().close();
            } catch (Exception e) {
                failures.add(e);
            }
        });
    }

    private static IllegalStateException failed(String what, List<Exception> causes) {
        IllegalStateException failure =
                new IllegalStateException(what + ": " + causes.get(0).getMessage(), causes.get(0));
        causes.stream().skip(1).forEach(failure::addSuppressed);
        return failure;
    }
}
