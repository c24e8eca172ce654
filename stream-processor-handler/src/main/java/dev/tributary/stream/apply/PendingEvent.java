package dev.tributary.stream.apply;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.batch.UnexpectedError;
import dev.tributary.deadletter.Rejection;
import dev.tributary.stream.event.Content;
import dev.tributary.stream.event.Event;
import java.util.List;
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
        @Nullable Rejection fault) {

    /** The stage of a processor's faults, whichever of its methods has them. */
    static final String FAULT_STAGE = "process";

    private static final int MOST_ITEMS = 20;
    private static final int LONGEST_SORT_KEY = 1_024;

    static PendingEvent of(Event event, EventProcessor processor) {
        List<ItemKey> items = List.of();
        Rejection fault = null;
        try {
            items = processor.items(event).stream()
                    .distinct()
                    .map(sortKey -> new ItemKey(event.entity(), checked(sortKey)))
                    .toList();
            require(items.size() <= MOST_ITEMS, items.size() + " items (expected: at most " + MOST_ITEMS + ")");
        } catch (RuntimeException | StackOverflowError e) {
            items = List.of();
            fault = UnexpectedError.rejection(FAULT_STAGE, e);
        }
        return new PendingEvent(
                event,
                event.record().toString(),
                Content.sha256(event.body()),
                new ItemKey(event.entity(), event.identity()),
                items,
                fault);
    }

    private static String checked(String sortKey) {
        int bytes = sortKey.getBytes(UTF_8).length;
        require(
                bytes > 0 && bytes <= LONGEST_SORT_KEY,
                "a sort key of " + bytes + " bytes (expected: 1-" + LONGEST_SORT_KEY + ")");
        require(
                !sortKey.startsWith(Event.CLIENTS) && !sortKey.startsWith(Event.STREAMS),
                "a sort key of an event's entry (expected: another one)");
        return sortKey;
    }

    private static void require(boolean held, String problem) {
        if (!held) {
            throw new IllegalStateException("processor: " + problem);
        }
    }
}
