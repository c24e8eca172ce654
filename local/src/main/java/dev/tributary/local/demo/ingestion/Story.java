package dev.tributary.local.demo.ingestion;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The events of one entity in the making. Their times are long past, so that no clock has a say in what becomes of them. */
final class Story {

    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static final int SECONDS_APART = 97;

    private final String entityField;
    private final String entity;
    private final List<ObjectNode> events = new ArrayList<>();
    private final Instant start;

    Story(String entityField, String prefix, int number) {
        this.entityField = entityField;
        this.entity = String.format(Locale.ROOT, "%s-%05d", prefix, number);
        this.start = START.plusSeconds(number);
    }

    String entity() {
        return entity;
    }

    /** Adds an event that happens after those before it. */
    ObjectNode event() {
        return event(events.size());
    }

    /** Adds an event that happened in another place among them than where it is sent. */
    ObjectNode event(double place) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put(entityField, entity);
        event.put(
                "timestamp",
                start.plusSeconds(Math.round(place * SECONDS_APART)).toString());
        event.put("event_id", entity + "/" + events.size());
        event.put("source", "tributary demo é\"\\ 注文");
        events.add(event);
        return event;
    }

    List<ObjectNode> events() {
        return events;
    }
}
