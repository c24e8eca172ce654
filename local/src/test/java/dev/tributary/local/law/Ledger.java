package dev.tributary.local.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.record.RecordId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What was sent and what became of it, as Lambda knows it, against what is in the lake and in the dead-letter queue. The
 * promise: a record that Lambda holds for done is in exactly one object, once, or dead-lettered, or was skipped, by the
 * outcome of the attempt that Lambda heard of; and no object holds a record before its subscribers were told of it. What an object holds whose first record Lambda gave up may be there again:
 * at least once.
 */
final class Ledger {

    private final Sent sent;
    private final Map<RecordId, Fate> settled = new LinkedHashMap<>();
    private final Set<RecordId> committedBatches = new LinkedHashSet<>();
    private final Set<String> givenUp = new LinkedHashSet<>();
    private final Lake lake;
    private final DeadLetters deadLetters;
    private final Told told;
    private final Luck luck;

    Ledger(Sent sent, Lake lake, DeadLetters deadLetters, Told told, Luck luck) {
        this.sent = sent;
        this.lake = lake;
        this.deadLetters = deadLetters;
        this.told = told;
        this.luck = luck;
    }

    /** Lambda gives up what came under these sequence numbers. */
    void givenUp(String sequence) {
        require(givenUp.add(sequence), () -> sequence + " was given up twice");
        luck.saw(Event.GIVEN_UP);
    }

    /** The function ended, whether it answered or not. */
    void attempted(Map<RecordId, Fate> fates) {
        told.read(fates);
        checkTold();
    }

    /**
     * The function answers that all that came under these sequence numbers, the first of a batch, is done; Lambda may not
     * hear it.
     */
    void answered(List<String> sequences, Map<RecordId, Fate> fates, boolean heard) {
        List<RecordId> prefix = sequences.stream()
                .flatMap(sequence -> sent.under(sequence).stream())
                .toList();
        Map<RecordId, Fate> done = new LinkedHashMap<>(settled);
        for (RecordId id : prefix) {
            Fate fate = sent.kind(id) == Kind.DAMAGED_AGGREGATE ? Fate.REJECTED : fates.get(id);
            if (fate == null) {
                throw new AssertionError(id + " was answered for, and never processed");
            }
            require(!settled.containsKey(id), () -> id + " was done before");
            done.put(id, fate);
        }
        checkDurable(done);
        if (heard) {
            settled.putAll(done);
            committedBatches.add(prefix.get(0));
        }
    }

    /** What must hold when everything is over. */
    void close() {
        checkDurable(settled);
        assertThat(deadLetters.whole()).as("records too large for an answer").isEmpty();
        checkTold();
        settled.forEach((id, fate) -> {
            if (fate != Fate.WRITTEN && told.records().contains(id)) {
                luck.saw(Event.NOTIFICATION_OF_ANOTHER_OUTCOME);
            }
        });
        for (RecordId id : sent.ids()) {
            boolean isGivenUp = givenUp.contains(id.sequence());
            require(
                    settled.containsKey(id) != isGivenUp,
                    () -> id + (isGivenUp ? " is both done and given up" : " is neither done nor given up"));
        }
        for (Lake.Contents object : lake.objects()) {
            object.records()
                    .forEach(id -> require(sent.kind(id).mayBeWritten(), () -> id + " does not belong into the lake"));
        }
        checkOrder();
    }

    private void checkDurable(Map<RecordId, Fate> done) {
        Map<RecordId, Integer> written = new HashMap<>();
        lake.objects().forEach(object -> {
            if (!givenUp.contains(object.first().sequence())) {
                object.records().forEach(id -> written.merge(id, 1, Integer::sum));
            } else if (object.records().stream().anyMatch(settled::containsKey)) {
                luck.saw(Event.REPEATED_BEHIND_A_GIVEN_UP_RECORD);
            }
        });
        Set<RecordId> dead = deadLetters.records();
        done.forEach((id, fate) -> {
            int copies = written.getOrDefault(id, 0);
            require(
                    copies == (fate == Fate.WRITTEN ? 1 : 0),
                    () -> id + " was " + fate + " and is in the lake " + copies + " times");
            require(fate != Fate.REJECTED || dead.contains(id), () -> id + " was rejected and has no dead letter");
        });
    }

    private void checkTold() {
        Set<RecordId> records = told.records();
        for (Lake.Contents object : lake.objects()) {
            object.records()
                    .forEach(id -> require(
                            !told.isWanted(id) || records.contains(id),
                            () -> id + " is in the lake, and nobody was told of it"));
        }
    }

    /** Of each partition key, the records are in order over the objects, as Lambda heard of them. */
    private void checkOrder() {
        Map<RecordId, List<RecordId>> objects =
                lake.objects().stream().collect(Collectors.toMap(Lake.Contents::first, Lake.Contents::records));
        Map<String, List<RecordId>> byKey = new HashMap<>();
        for (RecordId first : committedBatches) {
            List<RecordId> records = objects.getOrDefault(first, List.of());
            records.forEach(id -> byKey.computeIfAbsent(sent.partitionKey(id), key -> new ArrayList<>())
                    .add(id));
            if (records.isEmpty()) {
                luck.saw(Event.EMPTY_OBJECT);
            }
        }
        byKey.forEach(
                (key, records) -> assertThat(records).as("records of %s", key).isSortedAccordingTo(Lake.IN_ORDER));
    }

    private static void require(boolean held, Supplier<String> otherwise) {
        if (!held) {
            throw new AssertionError(otherwise.get());
        }
    }
}
