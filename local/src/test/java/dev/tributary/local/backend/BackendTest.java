package dev.tributary.local.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class BackendTest {

    private final List<String> stopped = new CopyOnWriteArrayList<>();

    @Test
    void shouldStopEveryServerWhenClosed() {
        EmbeddedBackend backend = EmbeddedBackend.start(Map.of(
                Service.SQS, () -> server("sqs"),
                Service.S3, () -> server("s3")));
        backend.close();

        assertThat(stopped).containsExactlyInAnyOrder("sqs", "s3");
    }

    @Test
    void shouldStopTheOthersWhenOneDoesNotStart() {
        assertThatThrownBy(() -> EmbeddedBackend.start(Map.of(
                        Service.SQS,
                        () -> {
                            throw new IllegalStateException("no port");
                        },
                        Service.S3,
                        () -> server("s3"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The embedded backend did not start: The embedded SQS did not start")
                .hasRootCauseMessage("no port");
        assertThat(stopped).containsExactly("s3");
    }

    @Test
    void shouldStopTheOthersWhenOneDoesNotStop() {
        EmbeddedBackend backend = EmbeddedBackend.start(Map.of(
                Service.DYNAMODB,
                () -> new EmbeddedServer(URI.create("http://127.0.0.1:1"), () -> {
                    throw new IllegalStateException("stuck");
                }),
                Service.S3,
                () -> server("s3")));

        assertThatThrownBy(backend::close).hasMessage("The embedded backend did not stop: stuck");
        assertThat(stopped).containsExactly("s3");
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:4566, http://127.0.0.1:4566",
        "http://127.0.0.1:4566/, http://127.0.0.1:4566",
        "https://localhost:4566, https://localhost:4566"
    })
    void shouldReachAnEndpointByAddress(URI given, URI endpoint) {
        try (EndpointBackend backend = new EndpointBackend(given)) {
            assertThat(backend.endpoint(Service.S3)).isEqualTo(endpoint);
            assertThat(backend.queueUrl("q")).isEqualTo(endpoint + "/000000000000/q");
            assertThat(backend.systemProperties())
                    .containsEntry("aws.endpointUrlKinesis", endpoint.toString())
                    .containsEntry("aws.endpointUrlSns", endpoint.toString())
                    .containsEntry("aws.region", "us-east-1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost:4566", "ftp://localhost", "http://localhost/path", "http://host.invalid:1", "/x"})
    void shouldRefuseWhatIsNoEndpoint(URI given) {
        assertThatThrownBy(() -> new EndpointBackend(given))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("endpoint: " + given + " (expected: ");
    }

    @Test
    void shouldLetOnlyWarningsOfTheServicesThrough() {
        EmbeddedBackend.start(Map.of(Service.S3, () -> server("s3"))).close();

        assertThat(LoggerFactory.getLogger("org.eclipse.jetty.server.Server").isInfoEnabled())
                .isFalse();
        assertThat(LoggerFactory.getLogger("org.elasticmq.actor").isInfoEnabled())
                .isFalse();
        assertThat(LoggerFactory.getLogger("org.elasticmq.actor").isWarnEnabled())
                .isTrue();
        assertThat(LoggerFactory.getLogger("com.acme.Enricher").isInfoEnabled()).isTrue();
    }

    private EmbeddedServer server(String name) {
        return new EmbeddedServer(URI.create("http://127.0.0.1:1"), () -> stopped.add(name));
    }
}
