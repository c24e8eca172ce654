package dev.tributary.local.up;

import dev.tributary.local.backend.Backend;
import dev.tributary.local.backend.EndpointBackend;
import dev.tributary.local.backend.Service;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline that {@code ./tributary up} runs: what another process needs to know of it.
 *
 * @param pid the process
 * @param api the URL of the template's API with its stage, if it has one
 * @param parameters of the template, where they are not its defaults
 */
public record RunningPipeline(
        long pid,
        String region,
        String account,
        Map<Service, URI> endpoints,
        @Nullable URI api,
        Map<String, String> parameters) {

    /** Its services, as a backend that leaves them running when it is closed. */
    public Backend backend() {
        return new EndpointBackend(endpoints);
    }
}
