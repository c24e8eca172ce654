package dev.tributary.local.up;

import dev.tributary.local.backend.Service;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.EnumMap;
import java.util.Map;

/** The ports of the services: one after another, so that the same ones are there next time. */
final class Ports {

    private static final byte[] LOCALHOST = {127, 0, 0, 1};

    private Ports() {}

    /**
     * The port of each service.
     *
     * @param first the first of them; 0 for any that are free
     * @throws CommandFailedException if one is taken
     */
    static Map<Service, Integer> from(int first) throws IOException {
        Map<Service, Integer> ports = new EnumMap<>(Service.class);
        int last = first + Service.values().length - 1;
        int port = first;
        for (Service service : Service.values()) {
            if (first != 0 && !isFree(port)) {
                throw new CommandFailedException("port " + port + " is taken (expected: " + first + "-" + last
                        + " free; --port N takes others, --port 0 any that are free)");
            }
            ports.put(service, first == 0 ? 0 : port++);
        }
        return ports;
    }

    private static boolean isFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByAddress(LOCALHOST))) {
            return socket.isBound();
        } catch (BindException taken) {
            return false;
        }
    }
}
