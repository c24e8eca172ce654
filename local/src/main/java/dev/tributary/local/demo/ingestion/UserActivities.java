package dev.tributary.local.demo.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.local.demo.account.EventKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** What users do: on several days, and every fifth activity is sent behind a later one. */
record UserActivities() implements EventType {

    private static final List<String> ACTIONS = List.of("page_view", "search", "purchase");
    private static final int ACTIVITIES = 12;
    /** Of the distance of two events, so that a user's activities go on for some days. */
    private static final int APART = 300;

    @Override
    public String name() {
        return "user_activity";
    }

    @Override
    public String entityField() {
        return "user_id";
    }

    @Override
    public List<ObjectNode> story(int number, SplittableRandom random) {
        Story story = new Story(entityField(), "user", number);
        for (int i = 0; i < ACTIVITIES; i++) {
            double place = (i % 5 == 4 ? i - 2.5 : i) * APART;
            story.event(place)
                    .put("action", ACTIONS.get(random.nextInt(ACTIONS.size())))
                    .putObject("metadata")
                    .put("page", "/product/" + random.nextInt(1_000));
        }
        return story.events();
    }

    @Override
    public List<Consumer<ObjectNode>> defects() {
        return List.of(
                event -> event.put("action", 7),
                event -> event.put("timestamp", "2026-13-45T00:00:00Z"),
                event -> event.remove("action"),
                event -> event.put("metadata", "none"));
    }

    @Override
    public EntityModel entity() {
        return new User();
    }

    private static final class User implements EntityModel {

        private final Map<String, Integer> counts = new HashMap<>();
        private final Map<String, String> latest = new HashMap<>();

        @Override
        public Fate take(JsonNode event) {
            String at = event.path("timestamp").asText();
            String action = event.path("action").asText();
            counts.merge("day#" + at.substring(0, at.indexOf('T')) + "#" + action, 1, Integer::sum);
            // All times of the demo have the same form, so that their texts are in their order.
            if (at.compareTo(latest.getOrDefault("happenedAt", "")) < 0) {
                return Fate.of(EventKind.LATE);
            }
            latest.put("happenedAt", at);
            latest.put("action", action);
            latest.put("eventId", event.path("event_id").asText());
            return Fate.of(EventKind.APPLIED);
        }

        @Override
        public Map<String, Map<String, String>> items() {
            if (latest.isEmpty()) {
                return Map.of();
            }
            Map<String, Map<String, String>> items = new HashMap<>();
            items.put("latest", latest);
            counts.forEach((day, count) -> items.put(day, Map.of("count", count.toString())));
            return items;
        }
    }
}
