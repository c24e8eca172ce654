package dev.tributary.local.backend;

import com.google.common.collect.Maps;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;

/**
 * Services behind one endpoint that speaks the AWS API, such as LocalStack. It is not started or stopped here, and what is
 * created on it stays.
 */
public final class EndpointBackend implements Backend {

    private final URI endpoint;
    private final Clients clients;

    /**
     * Names the endpoint; nothing is called yet.
     *
     * @param endpoint for example {@code http://localhost:4566}
     * @throws IllegalArgumentException if it is not an HTTP URL without a path, or its host is unknown
     */
    public EndpointBackend(URI endpoint) {
        this.endpoint = byAddress(endpoint);
        this.clients = new Clients(this::endpoint);
    }

    /** S3 clients put the bucket's name before a host name, which then resolves nowhere; before an address they do not. */
    private static URI byAddress(URI endpoint) {
        String scheme = endpoint.getScheme();
        String host = endpoint.getHost();
        String path = endpoint.getPath();
        boolean http = "http".equals(scheme) || "https".equals(scheme);
        if (!http || host == null || !(path.isEmpty() || path.equals("/"))) {
            throw new IllegalArgumentException("endpoint: " + endpoint + " (expected: http://host:port)");
        }
        try {
            // A certificate holds the name, so an https endpoint keeps it.
            String authority = scheme.equals("https") ? host : ipv4Address(host);
            return new URI(scheme, null, authority, endpoint.getPort(), null, null, null);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("endpoint: " + endpoint + " (expected: a host with an IPv4 address)", e);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("endpoint: " + endpoint + " (expected: http://host:port)", e);
        }
    }

    private static String ipv4Address(String host) throws UnknownHostException {
        return Arrays.stream(InetAddress.getAllByName(host))
                .filter(Inet4Address.class::isInstance)
                .findFirst()
                .orElseThrow(() -> new UnknownHostException(host))
                .getHostAddress();
    }

    @Override
    public String name() {
        return "endpoint " + endpoint;
    }

    @Override
    public Map<Service, URI> endpoints() {
        return Maps.toMap(EnumSet.allOf(Service.class), service -> endpoint);
    }

    @Override
    public Clients clients() {
        return clients;
    }

    @Override
    public void close() {
        clients.close();
    }
}
