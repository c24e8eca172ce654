package dev.tributary.local.backend;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where the services are that the pipeline runs on. Closing it stops what it started, and its clients. */
public sealed interface Backend extends AutoCloseable permits EmbeddedBackend, EndpointBackend {

    String REGION = "us-east-1";
    String ACCOUNT = "000000000000";

    /** The name of this kind of backend, for people and reports. */
    String name();

    Map<Service, URI> endpoints();

    /** The endpoint of one service. */
    default URI endpoint(Service service) {
        URI endpoint = endpoints().get(service);
        if (endpoint == null) {
            throw new IllegalArgumentException(
                    "service: " + service + " (expected: one of " + endpoints().keySet() + ")");
        }
        return endpoint;
    }

    /** Clients for the tool's own use; the functions build theirs, see {@link #systemProperties()}. */
    Clients clients();

    /** The URL that this backend gives to a queue of its account. */
    default String queueUrl(String queueName) {
        return endpoint(Service.SQS) + "/" + ACCOUNT + "/" + queueName;
    }

    /**
     * The system properties with which SDK clients that are built with defaults in this JVM reach this backend. They win over
     * environment variables and profiles. Endpoints are IP addresses, for which S3 clients use path style by themselves.
     */
    default Map<String, String> systemProperties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("aws.region", REGION);
        properties.put("aws.accessKeyId", Clients.ACCESS_KEY);
        properties.put("aws.secretAccessKey", Clients.SECRET_KEY);
        endpoints().forEach((service, endpoint) -> service.endpointProperties()
                .forEach(property -> properties.put(property, endpoint.toString())));
        return Map.copyOf(properties);
    }

    @Override
    void close();
}
