package dev.tributary.stream.apply;

import dev.tributary.aws.Deadline;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Reads what the events of a batch need of their table when the first of them needs it, and with it what those behind need, as
 * much as one call takes. Every method may throw {@link SdkException} if a call fails.
 */
final class BatchReader {

    private final EventTable table;
    private final Knowledge known;
    private final List<PendingEvent> events;
    private final Deadline deadline;
    private boolean readsEntriesAhead;

    BatchReader(EventTable table, Knowledge known, List<PendingEvent> events, Deadline deadline) {
        this.table = table;
        this.known = known;
        this.events = events;
        this.deadline = deadline;
    }

    /** Has entries read ahead from now on, until none is there. */
    void readEntriesAhead() {
        readsEntriesAhead = true;
    }

    /** Reads the entries of these events, unless they are known to be there. */
    void readEntries(List<PendingEvent> some) throws TimeoutException {
        Set<ItemKey> keys = new LinkedHashSet<>();
        for (PendingEvent event : some) {
            if (known.entry(event.entry()) == null) {
                keys.add(event.entry());
            }
        }
        known.learnEntries(keys, table.read(keys, deadline));
    }

    /** Reads the entries of the events from here to there, if entries are read ahead. */
    void readEntries(int from, int to) throws TimeoutException {
        if (!readsEntriesAhead
                || events.subList(from, to).stream().allMatch(event -> known.knowsEntry(event.entry()))) {
            return;
        }
        Set<ItemKey> keys = new LinkedHashSet<>();
        for (int i = from; i < events.size() && (i < to || keys.size() < EventTable.KEYS_PER_CALL); i++) {
            if (!known.knowsEntry(events.get(i).entry())) {
                keys.add(events.get(i).entry());
            }
        }
        known.learnEntries(keys, table.read(keys, deadline));
        readsEntriesAhead = keys.stream().anyMatch(key -> known.entry(key) != null);
    }

    /** Reads the states that the events from here to there need. */
    void readStates(int from, int to) throws TimeoutException {
        if (events.subList(from, to).stream().allMatch(event -> lackedBy(event).isEmpty())) {
            return;
        }
        if (known.isFull()) {
            known.forgetAllStates();
        }
        Set<ItemKey> keys = new LinkedHashSet<>();
        for (int i = from; i < events.size(); i++) {
            List<ItemKey> lacked = lackedBy(events.get(i));
            if (i >= to && keys.size() + lacked.size() > EventTable.KEYS_PER_CALL) {
                break;
            }
            keys.addAll(lacked);
        }
        known.learnStates(keys, table.read(keys, deadline));
    }

    private List<ItemKey> lackedBy(PendingEvent event) {
        return known.entry(event.entry()) == null
                ? event.items().stream().filter(key -> !known.knowsState(key)).toList()
                : List.of();
    }
}
