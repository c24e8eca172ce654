package dev.tributary.local.up;

import dev.tributary.local.backend.Service;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.EnumMap;
import java.util.Map;

/**
 * The ports of the services and of the API: one after another, so that the same ones are there next time.
 *
 * @param services 0 for any that is free
 * @param api 0 for any that is free
 */
record Ports(Map<Service, Integer> services, int api) {

    private static final byte[] LOCALHOST = {127, 0, 0, 1};

    /**
     * The port of each service, and the API's after them.
     *
     * @param first the first of them; 0 for any that are free
     * @throws CommandFailedException if one is taken
     */
    static Ports from(int first) throws IOException {
        Map<Service, Integer> ports = new EnumMap<>(Service.class);
        int last = first + Service.values().length;
        int port = first;
        for (Service service : Service.values()) {
            ports.put(service, free(port, first, last));
            port += first == 0 ? 0 : 1;
        }
        return new Ports(ports, free(port, first, last));
    }

    private static int free(int port, int first, int last) throws IOException {
        if (port != 0 && !isFree(port)) {
            throw new CommandFailedException("port " + port + " is taken (expected: " + first + "-" + last
                    + " free; --port N takes others, --port 0 any that are free)");
        }
        return port;
    }

    private static boolean isFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByAddress(LOCALHOST))) {
            return socket.isBound();
        } catch (BindException taken) {
            return false;
        }
    }
}
