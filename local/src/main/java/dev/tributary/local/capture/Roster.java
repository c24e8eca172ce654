package dev.tributary.local.capture;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Who is in the table, who was, and whose notes are so large that PostgreSQL keeps them apart from their row. */
final class Roster {

    private final SplittableRandom random;
    private final List<Long> present;
    private final List<Long> gone;
    private final Set<Long> withLargeNotes;
    private long last;

    /** One that is empty, and draws from this. */
    Roster(SplittableRandom random) {
        this(random, List.of(), List.of(), Set.of(), 0);
    }

    private Roster(SplittableRandom random, List<Long> present, List<Long> gone, Set<Long> large, long last) {
        this.random = random;
        this.present = new ArrayList<>(present);
        this.gone = new ArrayList<>(gone);
        this.withLargeNotes = new HashSet<>(large);
        this.last = last;
    }

    /** What to go back to when a transaction is rolled back. */
    Roster copy() {
        return new Roster(random, present, gone, withLargeNotes, last);
    }

    int size() {
        return present.size();
    }

    boolean hasGone() {
        return !gone.isEmpty();
    }

    long add() {
        last++;
        present.add(last);
        return last;
    }

    /** One that nobody meets again. */
    long addApart() {
        return ++last;
    }

    /** One that was deleted, back again. */
    long addAgain() {
        long id = gone.remove(random.nextInt(gone.size()));
        present.add(id);
        return id;
    }

    /** Anybody; more often than by chance one of those with large notes. */
    long any() {
        List<Long> large = present.stream().filter(withLargeNotes::contains).toList();
        return !large.isEmpty() && random.nextInt(4) == 0 ? anyOf(large) : anyOf(present);
    }

    long anyBut(long id) {
        return anyOf(present.stream().filter(other -> other != id).toList());
    }

    List<Long> withSmallNotes() {
        return present.stream().filter(id -> !withLargeNotes.contains(id)).toList();
    }

    long anyOf(List<Long> ids) {
        return ids.get(random.nextInt(ids.size()));
    }

    void notes(long id, boolean large) {
        if (large) {
            withLargeNotes.add(id);
        } else {
            withLargeNotes.remove(id);
        }
    }

    void remove(long id) {
        present.remove(id);
        withLargeNotes.remove(id);
        gone.add(id);
    }

    void removeAll() {
        List.copyOf(present).forEach(this::remove);
    }
}
