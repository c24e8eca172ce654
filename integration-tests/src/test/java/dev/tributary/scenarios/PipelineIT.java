package dev.tributary.scenarios;

import dev.tributary.local.backend.EmbeddedBackend;
import dev.tributary.local.backend.EndpointBackend;
import java.net.URI;
import org.junit.jupiter.api.BeforeAll;

/** The scenarios on the services behind {@code AWS_ENDPOINT_URL} if that is set, else on the embedded ones. */
class PipelineIT extends AllScenarios {

    @BeforeAll
    static void start() {
        String endpoint = System.getenv("AWS_ENDPOINT_URL");
        runOn(endpoint == null ? EmbeddedBackend.start() : new EndpointBackend(URI.create(endpoint)));
    }
}
