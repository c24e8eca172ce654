package dev.tributary.stream.types;

import dev.tributary.stream.apply.Effect;
import dev.tributary.stream.apply.EventProcessor;
import dev.tributary.stream.apply.Items;
import dev.tributary.stream.event.Event;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;

/**
 * Events of type {@code user_activity}: the user's latest activity, in the item {@code latest}, and how often the user did what
 * on which day (UTC), in an item {@code day#2026-11-21#page_view} each.
 *
 * <p>An activity happened when its timestamp says, or else when it arrived. Of two at the same time the one that arrived later is
 * the later one. One that happened before the latest is {@code late}: it is counted, and the latest stays.
 */
public final class UserActivity implements EventProcessor {

    private static final String LATEST = "latest";
    private static final String ACTION = "action";
    private static final String EVENT_ID = "event_id";
    private static final String HAPPENED_AT = "happenedAt";

    @Override
    public List<String> items(Event event) {
        return List.of(LATEST, day(event, EventTime.of(event).orReceived()));
    }

    @Override
    public Effect apply(Event event, Items items) {
        EventTime time = EventTime.of(event);
        Instant happened = time.orReceived();
        Instant latest = new Attributes(items.find(LATEST)).time(HAPPENED_AT);
        boolean late = latest != null && happened.isBefore(latest);

        Map<String, EnhancedDocument> changed = new HashMap<>();
        String day = day(event, happened);
        changed.put(day, new Attributes(items.find(day)).count("count").toDocument());
        if (!late) {
            changed.put(LATEST, latest(event, happened));
        }
        return new Effect(new Effect.Recorded(late ? Verdicts.LATE : Verdicts.APPLIED, time.flags()), changed);
    }

    private static EnhancedDocument latest(Event event, Instant happened) {
        return new Attributes()
                .set(ACTION, event.body().path(ACTION).textValue())
                .set("eventId", event.body().path(EVENT_ID).textValue())
                .set(HAPPENED_AT, happened)
                .toDocument();
    }

    private static String day(Event event, Instant happened) {
        LocalDate day = LocalDate.ofInstant(happened, ZoneOffset.UTC);
        return "day#" + day + "#" + event.body().path(ACTION).textValue();
    }
}
