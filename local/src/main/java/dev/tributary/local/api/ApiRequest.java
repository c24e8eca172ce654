package dev.tributary.local.api;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it reached the API.
 *
 * @param id the request id
 * @param path below the stage, percent-encoded
 * @param headers by their names as they were sent
 */
record ApiRequest(
        String id,
        Instant time,
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        String body) {

    Optional<String> header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** The media type of the body, without parameters; JSON unless the client says otherwise, as API Gateway has it. */
    String mediaType() {
        String type = header("Content-Type").orElse("application/json");
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).trim();
    }
}
