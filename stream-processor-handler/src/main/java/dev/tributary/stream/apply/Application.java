package dev.tributary.stream.apply;

import dev.tributary.aws.Backoff;
import dev.tributary.aws.Deadline;
import dev.tributary.aws.FailureClassifier;
import dev.tributary.aws.FailureKind;
import dev.tributary.deadletter.Rejection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Applies the events of one batch, in their order and by the transaction, until one must wait for another attempt.
 *
 * <p>Whether an event took effect before is not asked beforehand, since it hardly ever did: its entry, already there, cancels
 * the transaction and comes back with the reason. From then on entries are read ahead, as long as there are any, so that a
 * batch that is delivered again is soon past what it had done.
 */
final class Application {

    /** Failures that pass. */
    private static final Set<FailureKind> PASSING = EnumSet.of(
            FailureKind.CONFLICT,
            FailureKind.THROTTLED,
            FailureKind.TIMED_OUT,
            FailureKind.IO,
            FailureKind.SERVICE_ERROR);

    private final EventTable table;
    private final EventProcessor processor;
    private final Backoff backoff;
    private final List<PendingEvent> events;
    private final @Nullable Instant expiry;
    private final Deadline deadline;

    private final Knowledge known = new Knowledge();
    private final List<Result> results;
    private boolean readsAhead;
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
        this.results = new ArrayList<>(events.size());
    }

    /** What became of each event, in their order. */
    List<Result> run() {
        while (results.size() < events.size()) {
            int from = results.size();
            List<PendingEvent> chunk = events.subList(from, endOfChunk(from));
            Exception failure = settle(chunk);
            if (failure != null) {
                Result unapplied = new Result.Unapplied(failure);
                while (results.size() < events.size()) {
                    results.add(unapplied);
                }
            }
        }
        return results;
    }

    private int endOfChunk(int from) {
        if (from < aloneUntil) {
            return from + 1;
        }
        Set<ItemKey> items = new HashSet<>();
        int end = from;
        while (end < events.size() && end - from < processor.eventsPerTransaction()) {
            items.addAll(events.get(end).items());
            if (end > from && end + 1 - from + items.size() > Transaction.MOST_ACTIONS) {
                break;
            }
            end++;
        }
        return end;
    }

    /** Settles what becomes of the events, or gives back why that is not possible now. */
    private @Nullable Exception settle(List<PendingEvent> chunk) {
        Exception refusal = null;
        boolean inDoubt = false;
        for (int failures = 1; ; ) {
            if (deadline.isReached()) {
                return new TimeoutException("no time left to apply " + (events.size() - results.size()) + " events");
            }
            Fold fold = null;
            Exception failure;
            try {
                fold = fold(chunk, inDoubt);
                if (refusal != null && !fold.newEntries().isEmpty()) {
                    results.add(refused(refusal));
                    return null;
                }
                write(fold);
                return null;
            } catch (SdkException | TimeoutException e) {
                failure = e;
            }
            inDoubt = true;
            known.forgetStates(
                    chunk.stream().flatMap(event -> event.items().stream()).toList());
            FailureKind kind = FailureClassifier.classify(failure);
            if (fold != null && learnsEntries(fold, failure)) {
                readsAhead = true;
                inDoubt = false;
            } else if (fold != null && isOfTheItems(failure)) {
                if (chunk.size() > 1) {
                    aloneUntil = results.size() + chunk.size();
                    return null;
                }
                // If the table can be read, it is not its settings that are wrong.
                refusal = failure;
            } else if (!PASSING.contains(kind) || !backoff.pause(failures++, deadline)) {
                return failure;
            }
        }
    }

    /** Folds the events, with all read that this takes. */
    private Fold fold(List<PendingEvent> chunk, boolean inDoubt) throws TimeoutException {
        if (inDoubt) {
            readEntries(chunk);
        } else if (readsAhead) {
            readEntriesAhead(chunk);
        }
        readStates(chunk);
        Fold fold = new Fold(chunk, processor, known);
        if (fold.lacksEntries()) {
            readEntries(chunk);
            return new Fold(chunk, processor, known);
        }
        return fold;
    }

    private void write(Fold fold) {
        Transaction transaction = fold.transaction(expiry);
        if (!transaction.isEmpty()) {
            table.write(transaction, deadline);
        }
        fold.learn();
        results.addAll(fold.results());
    }

    private void readEntries(List<PendingEvent> some) throws TimeoutException {
        Set<ItemKey> keys = new LinkedHashSet<>();
        for (PendingEvent event : some) {
            if (known.entry(event.entry()) == null) {
                keys.add(event.entry());
            }
        }
        known.learnEntries(keys, table.read(keys, deadline));
    }

    /** Reads the entries of these events and of those behind, as many as one call takes; no more if none is there. */
    private void readEntriesAhead(List<PendingEvent> chunk) throws TimeoutException {
        if (chunk.stream().allMatch(event -> known.knowsEntry(event.entry()))) {
            return;
        }
        Set<ItemKey> keys = new LinkedHashSet<>();
        for (int i = results.size(); i < events.size() && keys.size() < EventTable.KEYS_PER_CALL; i++) {
            if (!known.knowsEntry(events.get(i).entry())) {
                keys.add(events.get(i).entry());
            }
        }
        known.learnEntries(keys, table.read(keys, deadline));
        readsAhead = keys.stream().anyMatch(key -> known.entry(key) != null);
    }

    /** Reads the states that the events need, if one is not known, and those of events behind, as many as one call takes. */
    private void readStates(List<PendingEvent> chunk) throws TimeoutException {
        if (chunk.stream().allMatch(this::hasStates)) {
            return;
        }
        if (known.isFull()) {
            known.forgetAllStates();
        }
        Set<ItemKey> keys = new LinkedHashSet<>();
        int needed = results.size() + chunk.size();
        for (int i = results.size(); i < events.size(); i++) {
            if (i >= needed && keys.size() >= EventTable.KEYS_PER_CALL) {
                break;
            }
            PendingEvent event = events.get(i);
            if (known.entry(event.entry()) == null) {
                event.items().stream().filter(key -> !known.knowsState(key)).forEach(keys::add);
            }
        }
        known.learnStates(keys, table.read(keys, deadline));
    }

    private boolean hasStates(PendingEvent event) {
        return known.entry(event.entry()) != null || event.items().stream().allMatch(known::knowsState);
    }

    /** Whether a cancelled transaction tells of entries: whatever else it tells, these events took effect before. */
    private boolean learnsEntries(Fold fold, Exception failure) {
        if (!(failure instanceof TransactionCanceledException canceled)) {
            return false;
        }
        List<CancellationReason> reasons = canceled.cancellationReasons();
        List<ItemKey> entries = fold.newEntries();
        boolean learned = false;
        for (int i = 0; i < Math.min(entries.size(), reasons.size()); i++) {
            if (reasons.get(i).hasItem() && !reasons.get(i).item().isEmpty()) {
                known.learnEntry(entries.get(i), Entry.read(reasons.get(i).item()));
                learned = true;
            }
        }
        return learned;
    }

    /** Whether DynamoDB does not take the items themselves: too large, or with values that it does not hold. */
    private static boolean isOfTheItems(Exception failure) {
        if (failure instanceof TransactionCanceledException canceled) {
            return canceled.cancellationReasons().stream()
                    .anyMatch(reason -> "ValidationError".equals(reason.code())
                            || "ItemCollectionSizeLimitExceeded".equals(reason.code()));
        }
        return failure instanceof AwsServiceException service
                && service.awsErrorDetails() != null
                && "ValidationException".equals(service.awsErrorDetails().errorCode());
    }

    private static Result refused(Exception refusal) {
        return new Result.Rejected(new Rejection(
                "apply",
                "ITEM_REFUSED",
                "what it writes: " + FailureClassifier.describe(refusal)
                        + " (expected: items of at most 400 KB, with values that DynamoDB holds)"));
    }
}
