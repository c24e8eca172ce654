package dev.tributary.local.backend;

import dev.tributary.local.kinesis.KinesisServer;
import dev.tributary.local.sns.SnsServer;
import java.net.URI;
import java.time.Clock;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * A service running in this JVM, in memory, on a port that only this machine can reach. The starters take the
 * port; 0 stands for any that is free.
 *
 * @param stop ends it and frees what it held
 */
record EmbeddedServer(URI endpoint, AutoCloseable stop) {

    private static final String HOST = "127.0.0.1";

    /** DynamoDB Local. Its own launcher listens on every interface and sends telemetry; its handler alone does neither. */
    static EmbeddedServer dynamoDb(int port) throws Exception {
        boolean inMemory = true;
        boolean sharedDb = true;
        boolean delayTransientStatuses = false;
        var handler = new LocalDynamoDBServerHandler(
                new LocalDynamoDBRequestHandler(0, inMemory, null, sharedDb, delayTransientStatuses), null);
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost(HOST);
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(new ContextHandler(handler));
        server.start();
        return new EmbeddedServer(at(connector.getLocalPort()), () -> {
            server.stop();
            handler.close();
        });
    }

    /** Our own, since nothing on Maven Central is one. */
    static EmbeddedServer kinesis(int port) {
        KinesisServer server = KinesisServer.start(port, Clock.systemUTC());
        return new EmbeddedServer(server.endpoint(), server);
    }

    /** Our own too; its messages go to the queues of this client. */
    static EmbeddedServer sns(int port, Supplier<SqsClient> queues) {
        SnsServer server = SnsServer.start(port, queues, Clock.systemUTC());
        return new EmbeddedServer(server.endpoint(), server);
    }

    /** ElasticMQ. */
    static EmbeddedServer sqs(int port) {
        SQSRestServer server = SQSRestServerBuilder.withInterface(HOST)
                .withPort(port)
                .withAWSRegion(Backend.REGION)
                .withAWSAccountId(Backend.ACCOUNT)
                .start();
        return new EmbeddedServer(at(server.waitUntilStarted().localAddress().getPort()), server::stopAndWait);
    }

    static URI at(int port) {
        return URI.create("http://" + HOST + ":" + port);
    }
}
