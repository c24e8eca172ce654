package dev.tributary.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.demo.account.EventKind;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Page views, joined with the profiles of their users.
 *
 * @param profiles the template's own, by user; without the key
 */
record UserEvents(Map<String, JsonNode> profiles) implements EventModel {

    private static final List<String> KNOWN_USERS = List.of("user123", "user456", "user789");
    private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");

    @Override
    public Map<EventKind, Integer> shares() {
        return Map.of(EventKind.UNKNOWN, 10, EventKind.KEYLESS, 2, EventKind.MALFORMED, 2);
    }

    @Override
    public String key(EventKind kind, SplittableRandom random) {
        return kind == EventKind.UNKNOWN
                ? "stranger" + random.nextInt(200)
                : KNOWN_USERS.get(random.nextInt(KNOWN_USERS.size()));
    }

    @Override
    public String json(EventKind kind, String key, int number, SplittableRandom random) {
        return String.format(
                Locale.ROOT,
                "{\"event_id\":\"event-%07d\",\"event_type\":\"page_view\",%s\"page\":\"/product/%05x\","
                        + "\"timestamp\":\"%s\",\"session_id\":\"session_%06x\",\"price\":%d.50}",
                number,
                kind == EventKind.KEYLESS ? "" : "\"user_id\":\"" + key + "\",",
                random.nextInt(1 << 20),
                START.plusMillis(number * 7L),
                random.nextInt(1 << 24),
                random.nextInt(500));
    }

    @Override
    public String source() {
        return "user";
    }

    @Override
    public Map<String, JsonNode> additions(JsonNode event) {
        JsonNode profile = profiles.get(event.path("user_id").asText());
        return profile == null ? Map.of() : Map.of("user", profile);
    }
}
