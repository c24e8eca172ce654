package dev.tributary.scenarios;

import dev.tributary.local.backend.EndpointBackend;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;

/** The scenarios on LocalStack, where Docker is present. */
@EnabledIf(value = "isDockerThere", disabledReason = "Docker does not answer, and LocalStack runs in it")
class LocalStackIT extends AllScenarios {

    private static @Nullable LocalStackContainer container;

    static boolean isDockerThere() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    @BeforeAll
    static void start() {
        // Not before: the constructor itself asks for Docker.
        LocalStackContainer starting = new LocalStackContainer("localstack/localstack:4.14.0");
        container = starting;
        starting.withServices("kinesis", "dynamodb", "dynamodbstreams", "s3", "sqs", "sns")
                // Every scenario has streams of its own, and deletes none; its Kinesis would stop at 100 shards.
                .withEnv("KINESIS_SHARD_LIMIT", "Infinity")
                .withEnv("KINESIS_LATENCY", "0")
                .start();
        runOn(new EndpointBackend(starting.getEndpoint()));
    }

    @AfterAll
    static void stopContainer() {
        if (container != null) {
            container.stop();
        }
    }
}
