package dev.tributary.local.backend;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeSet;

/**
 * Services that run elsewhere and speak the AWS API, behind one endpoint, such as LocalStack's, or one each. They are not
 * started or stopped here, and what is created on them stays.
 */
public final class EndpointBackend implements Backend {

    private final Map<Service, URI> endpoints;
    private final Clients clients;

    /**
     * Names the endpoint; nothing is called yet.
     *
     * @param endpoint for example {@code http://localhost:4566}
     * @throws IllegalArgumentException if it is not an HTTP URL without a path, or its host is unknown
     */
    public EndpointBackend(URI endpoint) {
        this(Maps.toMap(EnumSet.allOf(Service.class), service -> endpoint));
    }

    /**
     * Names the endpoint of each service; nothing is called yet.
     *
     * @throws IllegalArgumentException if one is not an HTTP URL without a path, or its host is unknown
     */
    public EndpointBackend(Map<Service, URI> endpoints) {
        this.endpoints = ImmutableMap.copyOf(Maps.transformValues(endpoints, EndpointBackend::byAddress));
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
        return "endpoint "
                + String.join(
                        ", ",
                        new TreeSet<>(
                                Maps.transformValues(endpoints, URI::toString).values()));
    }

    @Override
    public Map<Service, URI> endpoints() {
        return endpoints;
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
