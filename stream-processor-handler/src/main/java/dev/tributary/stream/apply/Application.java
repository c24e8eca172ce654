package dev.tributary.stream.apply;

import dev.tributary.aws.Backoff;
import dev.tributary.aws.Deadline;
import dev.tributary.aws.FailureClassifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Applies the events of one batch, in their order and by the transaction, until one must wait for another attempt.
 *
 * <p>Whether an event took effect before is not asked beforehand, since it hardly ever did: its entry, already there, cancels
 * the transaction and comes back with the reason. From then on entries are read ahead, as long as there are any, so that a
 * batch that is delivered again is soon past what it had done.
 */
final class Application {

    private final EventTable table;
    private final EventProcessor processor;
    private final Backoff backoff;
    private final List<PendingEvent> events;
    private final @Nullable Instant expiry;
    private final Deadline deadline;

    private final Knowledge known = new Knowledge();
    private final BatchReader reader;
    private final List<Result> results;
    private int aloneUntil;

    Application(
            EventTable table,
            EventProcessor processor,
            Backoff backoff,
            List<PendingEvent> events,
            @Nullable Instant expiry,
            Deadline deadline) {
        this.table = table;
        this.processor = processor;
        this.backoff = backoff;
        this.events = events;
        this.expiry = expiry;
        this.deadline = deadline;
        this.reader = new BatchReader(table, known, events, deadline);
        this.results = new ArrayList<>(events.size());
    }

    /** What became of each event, in their order. */
    List<Result> run() {
        while (results.size() < events.size()) {
            int from = results.size();
            Exception failure = settle(from, endOfTransaction(from));
            if (failure != null) {
                Result unapplied = new Result.Unapplied(failure);
                while (results.size() < events.size()) {
                    results.add(unapplied);
                }
            }
        }
        return results;
    }

    private int endOfTransaction(int from) {
        if (from < aloneUntil) {
            return from + 1;
        }
        Set<ItemKey> items = new HashSet<>();
        int end = from;
        do {
            items.addAll(events.get(end).items());
            end++;
        } while (end < events.size()
                && end - from < processor.eventsPerTransaction()
                && end + 1 - from + items.size() + events.get(end).items().size() <= Transaction.MOST_ACTIONS);
        return end;
    }

    /**
     * Settles what becomes of the events from here to there, or that each must be settled alone; gives back why neither is
     * possible now.
     */
    private @Nullable Exception settle(int from, int to) {
        Exception refusal = null;
        boolean isInDoubt = false;
        for (int failures = 1; ; ) {
            if (deadline.isReached()) {
                return new TimeoutException("no time left to apply " + (events.size() - from) + " events");
            }
            Fold fold = null;
            Exception failure;
            try {
                fold = fold(from, to, isInDoubt);
                Transaction transaction = fold.transaction(expiry);
                if (refusal != null && !transaction.isEmpty()) {
                    // The table can be read: it is not how it is set up that is wrong.
                    results.add(Refusal.result(refusal));
                    return null;
                }
                if (!transaction.isEmpty()) {
                    table.write(transaction, deadline);
                }
                fold.learn();
                results.addAll(fold.results());
                return null;
            } catch (SdkException | TimeoutException e) {
                failure = e;
            }
            // Whether a transaction without an answer happened, its entries tell. And states may be of the past now.
            isInDoubt = true;
            forgetStates(from, to);
            if (fold != null && fold.learnsEntries(failure)) {
                // Before any other reason: these events took effect before.
                isInDoubt = false;
                reader.readEntriesAhead();
            } else if (fold != null && Refusal.is(failure)) {
                if (to - from > 1) {
                    aloneUntil = to;
                    return null;
                }
                refusal = failure;
            } else if (!FailureClassifier.classify(failure).isPassing() || !backoff.pause(failures++, deadline)) {
                return failure;
            }
        }
    }

    /** Folds the events, with all the reading that this takes. */
    private Fold fold(int from, int to, boolean isInDoubt) throws TimeoutException {
        List<PendingEvent> chunk = events.subList(from, to);
        if (isInDoubt) {
            reader.readEntries(chunk);
        } else {
            reader.readEntries(from, to);
        }
        reader.readStates(from, to);
        return new Fold(chunk, processor, known);
    }

    private void forgetStates(int from, int to) {
        events.subList(from, to).forEach(event -> known.forgetStates(event.items()));
    }
}
