package dev.tributary.stream.apply;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.stream.event.Content;
import dev.tributary.stream.event.Event;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event that is to be applied.
 *
 * @param entry where its entry is
 * @param items where the items are that it reads or changes
 * @param fault what its processor failed with, or how it broke its contract; then there are no items
 */
record PendingEvent(
        Event event,
        String recordId,
        String contentSha256,
        ItemKey entry,
        List<ItemKey> items,
        @Nullable RuntimeException fault) {

    private static final int MOST_ITEMS = 20;
    private static final int LONGEST_SORT_KEY = 1_024;

    static PendingEvent of(Event event, EventProcessor processor) {
        List<ItemKey> items = List.of();
        RuntimeException fault = null;
        try {
            items = items(event, processor);
        } catch (RuntimeException e) {
            fault = e;
        }
        return new PendingEvent(
                event,
                event.record().toString(),
                Content.sha256(event.body()),
                new ItemKey(event.entity(), event.identity()),
                items,
                fault);
    }

    private static List<ItemKey> items(Event event, EventProcessor processor) {
        Set<ItemKey> items = new LinkedHashSet<>();
        for (String sortKey : processor.items(event)) {
            items.add(new ItemKey(event.entity(), checked(sortKey)));
        }
        if (items.size() > MOST_ITEMS) {
            throw broken(items.size() + " items (expected: at most " + MOST_ITEMS + ")");
        }
        return List.copyOf(items);
    }

    private static String checked(String sortKey) {
        int bytes = sortKey.getBytes(UTF_8).length;
        if (bytes == 0 || bytes > LONGEST_SORT_KEY) {
            throw broken("a sort key of " + bytes + " bytes (expected: 1-" + LONGEST_SORT_KEY + ")");
        }
        if (sortKey.startsWith(Event.CLIENTS) || sortKey.startsWith(Event.STREAMS)) {
            throw broken("a sort key of an event's entry (expected: another one)");
        }
        return sortKey;
    }

    private static IllegalStateException broken(String problem) {
        return new IllegalStateException("processor: " + problem);
    }
}
