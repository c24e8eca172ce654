package dev.tributary.stream.apply;

import dev.tributary.stream.event.Event;
import java.util.List;
import java.util.Map;

/** Events that change nothing: each is known by its entry, and archived. */
public final class ArchiveOnly implements EventProcessor {

    private static final Effect ACCEPTED = new Effect(new Effect.Recorded("accepted", List.of()), Map.of());

    @Override
    public List<String> items(Event event) {
        return List.of();
    }

    @Override
    public Effect apply(Event event, Items items) {
        return ACCEPTED;
    }

    @Override
    public int eventsPerTransaction() {
        return Transaction.MOST_ACTIONS;
    }
}
