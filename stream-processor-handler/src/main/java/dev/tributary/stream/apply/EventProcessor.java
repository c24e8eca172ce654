package dev.tributary.stream.apply;

import dev.tributary.batch.RejectedRecordException;
import dev.tributary.stream.event.Event;
import java.util.List;

/**
 * What the events of one type do. An implementation is a function of its arguments alone: it reads and writes no table,
 * and it need not know of repeats, which never reach it. It is made once per function, by a public constructor that takes
 * the {@code JsonNode} of the function's {@code PROCESSOR_SETTINGS}, or nothing.
 */
public interface EventProcessor {

    /**
     * The items of the event's entity that the event reads or changes, by their sort keys; none that begins with
     * {@code event#} or {@code record#}, and at most 20.
     */
    List<String> items(Event event);

    /**
     * What the event changes.
     *
     * @param items those that {@link #items} named, as the events before this one left them
     * @throws RejectedRecordException if the event is wrong in a way that its schema does not tell. No entry is made of it: should
     *     its batch be delivered again, it is judged anew, by what the events behind it made of the items meanwhile. What is to
     *     be judged once is better recorded, and flagged
     */
    Effect apply(Event event, Items items) throws RejectedRecordException;

    /**
     * What subscribers are told of an event. Asked again when a record is delivered again before it was committed: at least
     * once.
     *
     * @param recorded what {@link #apply} recorded of it
     */
    default List<Alert> alerts(Event event, Effect.Recorded recorded) {
        return List.of();
    }

    /** How many events may share one transaction, which happens as a whole or not at all. */
    default int eventsPerTransaction() {
        return 50;
    }

    /** Whether the entry of an event stays, as in a ledger, or expires when repeats are no longer expected. */
    default boolean keepsEntries() {
        return false;
    }
}
