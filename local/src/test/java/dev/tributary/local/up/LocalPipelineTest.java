package dev.tributary.local.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.local.backend.EmbeddedBackend;
import dev.tributary.local.pipeline.Pipelines;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalPipelineTest {

    @Test
    void shouldStopTheServicesAlsoWhenFirehoseCannotWrite() {
        EmbeddedBackend backend = EmbeddedBackend.start();
        List<URI> endpoints = List.copyOf(backend.endpoints().values());
        LocalPipeline local =
                new LocalPipeline(Map.of(), backend, List.of(), Pipelines.thatCannotWrite(), Optional.empty());

        assertThatIllegalStateException().isThrownBy(local::close).withMessageContaining("1 records not written");

        assertThat(endpoints).isNotEmpty().allSatisfy(endpoint -> assertThatThrownBy(() -> connect(endpoint))
                .isInstanceOf(ConnectException.class));
    }

    private static void connect(URI endpoint) throws IOException {
        new Socket(InetAddress.getLoopbackAddress(), endpoint.getPort()).close();
    }
}
