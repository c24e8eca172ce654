package dev.tributary.stream.apply;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.batch.RejectedRecordException;
import dev.tributary.deadletter.Rejection;
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
        @Nullable Rejection fault) {

    private static final int MOST_ITEMS = 20;
    private static final int LONGEST_SORT_KEY = 1_024;

    static PendingEvent of(Event event, EventProcessor processor) {
        List<ItemKey> items = List.of();
        Rejection fault = null;
        try {
            items = items(event, processor);
        } catch (RejectedRecordException e) {
            fault = e.rejection();
        } catch (RuntimeException | StackOverflowError e) {
            fault = ProcessorFault.of(e);
        }
        return new PendingEvent(
                event,
                event.record().toString(),
                Content.sha256(event.body()),
                new ItemKey(event.entity(), event.identity()),
                items,
                fault);
    }

    private static List<ItemKey> items(Event event, EventProcessor processor) throws RejectedRecordException {
        Set<ItemKey> items = new LinkedHashSet<>();
        for (String sortKey : processor.items(event)) {
            int bytes = sortKey.getBytes(UTF_8).length;
            ProcessorFault.unless(
                    bytes > 0 && bytes <= LONGEST_SORT_KEY,
                    processor,
                    "an item with a key of " + bytes + " bytes (expected: 1-" + LONGEST_SORT_KEY + ")");
            ProcessorFault.unless(
                    !sortKey.startsWith(Event.CLIENTS) && !sortKey.startsWith(Event.STREAMS),
                    processor,
                    "an item with the key of an event (expected: one that begins with neither " + Event.CLIENTS
                            + " nor " + Event.STREAMS + ")");
            items.add(new ItemKey(event.entity(), sortKey));
        }
        ProcessorFault.unless(
                items.size() <= MOST_ITEMS, processor, items.size() + " items (expected: at most " + MOST_ITEMS + ")");
        return List.copyOf(items);
    }
}
