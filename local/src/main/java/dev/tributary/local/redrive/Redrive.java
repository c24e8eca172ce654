package dev.tributary.local.redrive;

import dev.tributary.local.redrive.Attempt.Status;
import dev.tributary.local.redrive.Failure.GivenUpBatch;
import dev.tributary.local.redrive.Failure.PieceLetter;
import dev.tributary.local.redrive.Failure.RecordLetter;
import dev.tributary.local.redrive.Failure.Unreadable;
import dev.tributary.local.redrive.FailureStore.Found;
import dev.tributary.local.redrive.Route.Outcome;
import dev.tributary.local.send.Pace;
import dev.tributary.local.source.Threads;
import dev.tributary.local.source.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Sends failures back, oldest first, one at a time. A failure is deleted only once it is through, or once the new dead letter has been
 * seen that takes its place. Whatever ends this, every one of them is through or still there, and to send one back twice changes
 * nothing: it has the same id and leads to the same object.
 */
public final class Redrive {

    private static final Logger LOG = LoggerFactory.getLogger(Redrive.class);

    /** Failures are sorted in memory, so many bytes of them at a time. */
    private static final long ROUND_BYTES = 64L << 20;

    private static final String NOT_SEEN = "LETTER_NOT_SEEN";
    private static final String NOT_SEEN_YET =
            "was set aside again, and the new dead letter was not seen yet; both stay";

    /** How often the queue may have nothing to give before a dead letter that must be there counts as not seen. */
    private static final int EMPTY_LOOKS = 10;

    private final Route route;
    private final List<FailureStore> stores;
    private final FailureStore letters;
    private final Selection selection;
    private final long limit;
    private final Pace pace;
    private final Consumer<Redrive> progress;
    private final Clock clock;

    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    private final Instant begun;
    private final List<Attempt> attempts = new ArrayList<>();
    private final List<Pending> pending = new ArrayList<>();
    private final Map<String, Map<String, Failure>> newLetters = new LinkedHashMap<>();
    private final List<Found> backlog = new ArrayList<>();
    private final Set<String> blocked = new HashSet<>();

    /**
     * A redrive that has not begun.
     *
     * @param stores where the failures are
     * @param letters the queue to which the function sends dead letters, whether or not failures are taken from it
     * @param limit how many failures are sent back at most
     * @param pace of the records
     * @param progress told behind each of them, so that it can ask for {@link #soFar}
     */
    Redrive(
            Route route,
            List<FailureStore> stores,
            FailureStore letters,
            Selection selection,
            long limit,
            Pace pace,
            Consumer<Redrive> progress,
            Clock clock) {
        this.route = route;
        this.stores = List.copyOf(stores);
        this.letters = letters;
        this.selection = selection;
        this.limit = limit;
        this.pace = pace;
        this.progress = progress;
        this.clock = clock;
        this.begun = clock.instant();
    }

    /** Failures that are resolved, some of them by new dead letters that are still to be seen; how many, by request id. */
    private record Pending(List<Found> old, Map<String, Integer> setAside) {}

    /** Sends back what there is; once. */
    public RedriveResult run() throws InterruptedException {
        String problem = null;
        Heartbeat heartbeat = new Heartbeat(queues(), new Threads(), Waiting.SYSTEM);
        try (heartbeat) {
            boolean more = true;
            while (more && !stopping.get()) {
                List<Found> round = collect();
                more = !round.isEmpty() && room() > 0;
                work(round);
                settle();
            }
        } catch (SdkException e) {
            problem = "broke off: " + e.getMessage();
            pending.forEach(one -> add(one.old(), Status.FAILED, NOT_SEEN, NOT_SEEN_YET));
        } finally {
            release();
            ended.countDown();
        }
        if (stopping.get() && problem == null) {
            problem = RedriveResult.INTERRUPTED;
        }
        return result(problem);
    }

    /**
     * Ends a run from another thread, behind the failure that it is at, and waits for that.
     *
     * @return what it came to
     */
    public RedriveResult stop() throws InterruptedException {
        stopping.set(true);
        ended.await();
        return result(RedriveResult.INTERRUPTED);
    }

    /** What it came to so far, for its own thread: of what was set aside again, the reason is not known yet. */
    public RedriveResult soFar() {
        RedriveResult settled = result(null);
        List<Attempt> all = new ArrayList<>(settled.attempts());
        pending.forEach(
                one -> one.old().forEach(old -> all.add(Attempt.of(old.failure(), Status.SET_ASIDE_AGAIN, "", ""))));
        return new RedriveResult(all, settled.duration(), settled.problem());
    }

    /** Whether it was told to end. */
    public boolean isStopping() {
        return stopping.get();
    }

    /** What is taken at once: all there is, or so much that the memory holds it; oldest first. */
    private List<Found> collect() {
        List<Found> round = new ArrayList<>();
        List<Found> others = new ArrayList<>();
        long bytes = sort(backlog, round, others);
        backlog.clear();
        for (FailureStore store : stores) {
            boolean more = true;
            while (more && bytes < ROUND_BYTES && !stopping.get()) {
                List<Found> some = store.take();
                bytes += sort(some, round, others);
                more = !some.isEmpty();
            }
        }
        // Others may want them, such as a redrive of another function that shares the queue.
        others.stream().collect(Collectors.groupingBy(Found::store)).forEach(FailureStore::release);
        round.sort(Comparator.comparing(Found::failure, Failure.ORDER));
        return round;
    }

    private long sort(List<Found> some, List<Found> round, List<Found> others) {
        long bytes = 0;
        for (Found found : some) {
            boolean meant = isMeant(found);
            (meant ? round : others).add(found);
            bytes += meant ? found.bytes() : 0;
        }
        return bytes;
    }

    /** Whether it is to be sent back, and was there before: what this run's own invocations set aside is not. */
    private boolean isMeant(Found found) {
        Failure failure = found.failure();
        return !(failure instanceof Unreadable)
                && selection.test(failure)
                && !newLetters.containsKey(failure.requestId())
                && !failure.at().isAfter(begun);
    }

    private void work(List<Found> round) throws InterruptedException {
        for (List<Found> same : alike(round)) {
            if (stopping.get() || room() <= 0) {
                return;
            }
            pace.await();
            attempt(same);
            pace.sent(1);
            progress.accept(this);
        }
    }

    private long room() {
        return limit
                - attempts.size()
                - pending.stream().mapToLong(one -> one.old().size()).sum();
    }

    /** What one invocation does: the letters of one object's pieces, and those of which the queue has more than one. */
    private static Collection<List<Found>> alike(List<Found> round) {
        Map<String, List<Found>> groups = new LinkedHashMap<>();
        for (Found found : round) {
            String what = found.place();
            if (found.failure() instanceof PieceLetter piece) {
                what = "object " + piece.object().identity();
            } else if (found.failure() instanceof RecordLetter record) {
                what = "record " + record.id() + " " + record.payload().sha256();
            }
            groups.computeIfAbsent(what, first -> new ArrayList<>()).add(found);
        }
        return groups.values();
    }

    private void attempt(List<Found> same) {
        List<Found> ours = new ArrayList<>();
        Failure failure = null;
        for (Found found : same) {
            Optional<Failure> now = found.store().refresh(found);
            if (now.isPresent()) {
                ours.add(found);
                failure = now.get();
            }
        }
        // What was hidden for too long is in its queue again, for the next round or whoever has it now.
        if (failure == null) {
            return;
        }
        Set<String> keys = keys(failure);
        if (keys.stream().anyMatch(blocked::contains)) {
            add(ours, Status.LEFT, "EARLIER_FAILED", "an earlier record of its partition key failed");
            blocked.addAll(keys);
            return;
        }
        Outcome outcome = route.send(failure);
        if (outcome instanceof Outcome.Failed failed) {
            add(ours, Status.FAILED, failed.reason(), failed.message());
            blocked.addAll(keys);
            return;
        }
        Map<String, Integer> setAside = ((Outcome.Resolved) outcome).setAside();
        if (setAside.isEmpty()) {
            for (Found found : ours) {
                delete(found);
                add(List.of(found), Status.THROUGH, "", "");
            }
        } else {
            setAside.keySet().forEach(requestId -> newLetters.put(requestId, new LinkedHashMap<>()));
            pending.add(new Pending(ours, setAside));
        }
    }

    /** The partition keys whose order it is part of, with their source. */
    private static Set<String> keys(Failure failure) {
        Stream<String> keys = Stream.of();
        if (failure instanceof RecordLetter letter) {
            keys = Stream.of(letter.partitionKey());
        } else if (failure instanceof GivenUpBatch batch) {
            keys = partitionKeys(batch).stream();
        }
        Set<String> named = new HashSet<>();
        keys.forEach(key -> named.add(failure.source() + " " + key));
        return named;
    }

    private static Set<String> partitionKeys(GivenUpBatch batch) {
        try {
            return Events.partitionKeys(batch);
        } catch (IllegalArgumentException e) {
            // No event of a stream: sending it back says so.
            return Set.of();
        }
    }

    /** Looks for the new dead letters, and then deletes what they replace. */
    private void settle() {
        int empty = 0;
        while (pending.stream().anyMatch(one -> !isSeen(one)) && empty < EMPTY_LOOKS) {
            List<Found> some = letters.take();
            empty = some.isEmpty() ? empty + 1 : 0;
            for (Found found : some) {
                Map<String, Failure> ofInvocation =
                        newLetters.get(found.failure().requestId());
                if (ofInvocation != null) {
                    ofInvocation.put(found.failure().id(), found.failure());
                } else if (stores.contains(letters)) {
                    backlog.add(found);
                }
            }
        }
        while (!pending.isEmpty()) {
            settle(pending.remove(0));
        }
    }

    private boolean isSeen(Pending one) {
        return one.setAside().entrySet().stream()
                .allMatch(expected -> seen(expected.getKey()).size() >= expected.getValue());
    }

    private Map<String, Failure> seen(String requestId) {
        return newLetters.getOrDefault(requestId, Map.of());
    }

    private void settle(Pending one) {
        if (!isSeen(one)) {
            add(one.old(), Status.FAILED, NOT_SEEN, NOT_SEEN_YET);
            return;
        }
        Map<String, Failure> again = new LinkedHashMap<>();
        one.setAside().keySet().forEach(requestId -> again.putAll(seen(requestId)));
        for (Found old : one.old()) {
            Failure letter = again.get(old.failure().id());
            delete(old);
            if (letter != null) {
                add(List.of(old), Status.SET_ASIDE_AGAIN, letter.reason(), letter.message());
            } else if (old.failure() instanceof PieceLetter) {
                add(List.of(old), Status.THROUGH, "", "");
            } else {
                Failure first = again.values().iterator().next();
                add(
                        List.of(old),
                        Status.SET_ASIDE_AGAIN,
                        first.reason(),
                        again.size() + " of its records; the first: " + first.message());
            }
        }
    }

    private void delete(Found resolved) {
        try {
            resolved.store().delete(resolved);
        } catch (SdkException e) {
            add(
                    List.of(resolved),
                    Status.FAILED,
                    "NOT_DELETED",
                    "is resolved, but could not be deleted: " + e.getMessage());
            throw e;
        }
    }

    private void release() {
        for (FailureStore store : all()) {
            try {
                store.release();
            } catch (SdkException e) {
                LOG.warn("Messages could not be given back; they are when their time is up", e);
            }
        }
    }

    private Set<FailureStore> all() {
        Set<FailureStore> all = new LinkedHashSet<>(stores);
        all.add(letters);
        return all;
    }

    private List<QueueStore> queues() {
        return all().stream()
                .filter(QueueStore.class::isInstance)
                .map(QueueStore.class::cast)
                .toList();
    }

    private synchronized void add(List<Found> found, Status status, String reason, String why) {
        found.forEach(one -> attempts.add(Attempt.of(one.failure(), status, reason, why)));
    }

    private synchronized RedriveResult result(@Nullable String problem) {
        return new RedriveResult(attempts, Duration.between(begun, clock.instant()), Optional.ofNullable(problem));
    }
}
