package dev.tributary.local.redrive;

import dev.tributary.local.redrive.Failure.Unreadable;
import dev.tributary.local.redrive.FailureStore.Found;
import dev.tributary.local.source.Threads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * What there is. To look into a queue is to take its messages, which are given back at the end; meanwhile others do not see them.
 *
 * @param meant those that are selected, oldest first
 * @param unreadable what holds nothing to send back
 */
record Survey(List<Failure> meant, List<Unreadable> unreadable) {

    /**
     * Failures that have function, stage and reason in common.
     *
     * @param oldest when the first of them failed
     */
    record Group(String function, String stage, String reason, int count, Instant oldest, Instant newest) {

        private Group and(Instant at) {
            return new Group(
                    function,
                    stage,
                    reason,
                    count + 1,
                    at.isBefore(oldest) ? at : oldest,
                    at.isAfter(newest) ? at : newest);
        }
    }

    static Survey of(List<FailureStore> stores, Selection selection) {
        List<Failure> meant = new ArrayList<>();
        List<Unreadable> unreadable = new ArrayList<>();
        for (Survey one : ofEach(stores, store -> of(store, selection))) {
            meant.addAll(one.meant());
            unreadable.addAll(one.unreadable());
        }
        meant.sort(Failure.ORDER);
        return new Survey(meant, unreadable);
    }

    private static Survey of(FailureStore store, Selection selection) {
        List<Failure> meant = new ArrayList<>();
        List<Unreadable> unreadable = new ArrayList<>();
        for (List<Found> some = store.take(); !some.isEmpty(); some = store.take()) {
            for (Found found : some) {
                if (found.failure() instanceof Unreadable one) {
                    unreadable.add(one);
                } else if (selection.test(found.failure())) {
                    meant.add(light(found.failure()));
                }
            }
        }
        return new Survey(meant, unreadable);
    }

    /** The first with this id, whole, with its place; none if there is none. */
    static Optional<Found> find(List<FailureStore> stores, String id) {
        return ofEach(stores, store -> find(store, id)).stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Found> find(FailureStore store, String id) {
        for (List<Found> some = store.take(); !some.isEmpty(); some = store.take()) {
            for (Found found : some) {
                if (found.failure().id().equals(id)) {
                    return store.refresh(found)
                            .map(whole -> new Found(store, found.handle(), found.place(), whole, found.bytes()));
                }
            }
        }
        return Optional.empty();
    }

    /** Looks into all stores at the same time, since in an account it takes a second to know that a queue is empty; gives all back. */
    private static <T> List<T> ofEach(List<FailureStore> stores, Function<FailureStore, T> look) {
        List<CompletableFuture<T>> looks = stores.stream()
                .map(store -> CompletableFuture.supplyAsync(() -> look.apply(store), Survey::inThread))
                .toList();
        try {
            CompletableFuture.allOf(looks.toArray(CompletableFuture[]::new)).join();
            return looks.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failed ? failed : e;
        } finally {
            stores.forEach(FailureStore::release);
        }
    }

    private static void inThread(Runnable task) {
        new Threads().daemon("survey", task::run).start();
    }

    List<Group> groups() {
        Map<String, Group> groups = new TreeMap<>();
        for (Failure one : meant) {
            groups.compute(
                    one.function() + "\n" + one.stage() + "\n" + one.reason(),
                    (key, group) -> group == null
                            ? new Group(one.function(), one.stage(), one.reason(), 1, one.at(), one.at())
                            : group.and(one.at()));
        }
        return groups.values().stream()
                .sorted(Comparator.comparing(Group::function).thenComparing(Group::oldest))
                .toList();
    }

    /** Without its payload, of which a survey may find more than memory holds. */
    private static Failure light(Failure failure) {
        if (failure instanceof Failure.RecordLetter letter) {
            return new Failure.RecordLetter(
                    letter.head(),
                    letter.recordId(),
                    letter.type(),
                    letter.source(),
                    letter.partitionKey(),
                    letter.arrival(),
                    new Failure.Payload(
                            Optional.empty(),
                            letter.payload().reference(),
                            letter.payload().sha256()));
        }
        if (failure instanceof Failure.PieceLetter letter) {
            return new Failure.PieceLetter(
                    letter.head(),
                    letter.object(),
                    letter.arrival(),
                    new Failure.Payload(
                            Optional.empty(),
                            letter.payload().reference(),
                            letter.payload().sha256()));
        }
        return failure instanceof Failure.GivenUpEvent event
                ? new Failure.GivenUpEvent(event.head(), new byte[0])
                : failure;
    }
}
