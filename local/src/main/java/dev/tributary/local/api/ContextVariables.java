package dev.tributary.local.api;

import dev.tributary.local.backend.Backend;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code $context}, or a part of it: those of the variables that API Gateway's developer guide lists ("Variables for data
 * transformations") that say something here.
 */
record ContextVariables(Map<String, Object> values) {

    private static final DateTimeFormatter REQUEST_TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

    static ContextVariables of(ApiRequest request, String stage) {
        return new ContextVariables(Map.ofEntries(
                Map.entry("accountId", Backend.ACCOUNT),
                Map.entry("apiId", "local"),
                Map.entry("extendedRequestId", request.id()),
                Map.entry("httpMethod", request.method()),
                Map.entry("identity", new ContextVariables(Map.of("sourceIp", "127.0.0.1"))),
                Map.entry("path", "/" + stage + request.path()),
                Map.entry("protocol", "HTTP/1.1"),
                Map.entry("requestId", request.id()),
                Map.entry("requestTime", REQUEST_TIME.format(request.time())),
                Map.entry("requestTimeEpoch", request.time().toEpochMilli()),
                Map.entry("stage", stage)));
    }

    ContextVariables with(String name, Object value) {
        Map<String, Object> more = new HashMap<>(values);
        more.put(name, value);
        return new ContextVariables(more);
    }

    /** The variable of this name, such as {@code requestId}. */
    Optional<Object> get(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
