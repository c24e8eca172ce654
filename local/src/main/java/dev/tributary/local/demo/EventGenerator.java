package dev.tributary.local.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Makes the demo's events: the same ones each time, in the shape of system B's page views, with a share of bad ones. */
final class EventGenerator {

    private static final String[] KNOWN_USERS = {"user123", "user456", "user789"};
    private static final int OVERSIZED_BYTES = 300_000;
    private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");

    private final SplittableRandom random = new SplittableRandom(20_261_121);

    /** The events to send, in order; a share of them is sent twice, and is then two records. */
    List<DemoEvent> generate(int count) {
        List<DemoEvent> events = new ArrayList<>(count);
        while (events.size() < count) {
            DemoEvent event = event(events.size());
            events.add(event);
            if (random.nextInt(100) == 0 && events.size() < count) {
                events.add(event);
            }
        }
        return events;
    }

    private DemoEvent event(int number) {
        EventKind kind = kind(number);
        String user = user(kind);
        String json = String.format(
                Locale.ROOT,
                "{\"event_id\":\"event-%07d\",\"event_type\":\"page_view\",%s\"page\":\"/product/%05x\","
                        + "\"timestamp\":\"%s\",\"session_id\":\"session_%06x\",\"price\":%d.50}",
                number,
                kind == EventKind.KEYLESS ? "" : "\"user_id\":\"" + user + "\",",
                random.nextInt(1 << 20),
                START.plusMillis(number * 7L),
                random.nextInt(1 << 24),
                random.nextInt(500));
        String text =
                switch (kind) {
                    case MALFORMED -> json.substring(0, json.length() - 1 - random.nextInt(40));
                    case OVERSIZED ->
                        json.substring(0, json.length() - 1) + ",\"note\":\"" + "x".repeat(OVERSIZED_BYTES) + "\"}";
                    case KNOWN, UNKNOWN, KEYLESS -> json;
                };
        return new DemoEvent(kind, user, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Ten in a hundred are of an unknown user, two keyless, two malformed; five in ten thousand oversized, one at least. */
    private EventKind kind(int number) {
        if (number % 2_000 == 3) {
            return EventKind.OVERSIZED;
        }
        int draw = random.nextInt(100);
        if (draw < 10) {
            return EventKind.UNKNOWN;
        }
        if (draw < 12) {
            return EventKind.KEYLESS;
        }
        return draw < 14 ? EventKind.MALFORMED : EventKind.KNOWN;
    }

    private String user(EventKind kind) {
        return kind == EventKind.UNKNOWN
                ? "stranger" + random.nextInt(200)
                : KNOWN_USERS[random.nextInt(KNOWN_USERS.length)];
    }
}
