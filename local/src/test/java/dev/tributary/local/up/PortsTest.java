package dev.tributary.local.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.local.backend.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void shouldLeaveTheChoiceToTheSystem() throws IOException {
        Ports ports = Ports.from(0);

        assertThat(ports.services()).containsOnlyKeys(Service.values()).allSatisfy((service, port) -> assertThat(port)
                .isZero());
        assertThat(ports.api()).isZero();
    }

    @Test
    void shouldNameThePortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> Ports.from(port))
                    .isInstanceOf(CommandFailedException.class)
                    .hasMessage("port " + port + " is taken (expected: " + port + "-" + (port + 5)
                            + " free; --port N takes others, --port 0 any that are free)");
        }
    }
}
