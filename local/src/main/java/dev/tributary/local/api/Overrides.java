package dev.tributary.local.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a template sets at {@code $context.responseOverride}: {@code status}, and {@code header} with any names. */
final class Overrides {

    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Optional<Overrides> headers;

    private Overrides(Optional<Overrides> headers) {
        this.headers = headers;
    }

    static Overrides ofResponse() {
        return new Overrides(Optional.of(new Overrides(Optional.empty())));
    }

    /** The part of this name. */
    Optional<Overrides> part(String name) {
        return headers.filter(part -> name.equals("header"));
    }

    /** Whether there is such a parameter, and nothing overrode it before. */
    boolean set(String name, Object value) {
        boolean exists = headers.isEmpty() || name.equals("status");
        return exists && values.putIfAbsent(name, value) == null;
    }

    /** The status that a template has set, or this one. API Gateway ignores one that is no status. */
    int statusOr(int status) {
        return values.get("status") instanceof Integer set && set >= 100 && set < 600 ? set : status;
    }

    Map<String, Object> headers() {
        return headers.map(part -> part.values).orElse(Map.of());
    }
}
