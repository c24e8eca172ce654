package dev.tributary.local.demo.change;

import static java.util.stream.Collectors.toSet;

import dev.tributary.local.capture.CapturedChanges;
import dev.tributary.local.demo.account.FunctionAccount;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The account of every change that was sent: it is in a raw object, what must come of it has come of it, and what came is what
 * the database holds.
 *
 * @param outcomes what came of raw objects
 * @param deadLettered what was found of that which is no change event
 * @param dataSets the tables in the trusted zone
 * @param lost what was sent, or must have come of it, and is nowhere
 * @param problems the first things that are not as they must be, in words
 */
record ChangeAccount(
        SentChanges sent,
        ChangeFindings found,
        Outcomes outcomes,
        int deadLettered,
        List<DataSet> dataSets,
        int lost,
        List<String> problems)
        implements FunctionAccount {

    /** Compares what was sent with what was found. */
    static ChangeAccount account(SentChanges sent, ChangeFindings found) {
        Problems problems = new Problems();
        Set<String> broken = sent.broken().stream()
                .map(piece -> new String(piece.value(), StandardCharsets.UTF_8))
                .collect(toSet());
        Arrivals.check(sent, found.raw(), problems);
        Outcomes outcomes = Outcomes.check(found, broken, problems);
        int deadLettered = Letters.check(found, broken, problems);
        List<DataSet> dataSets = List.of(
                DataSet.check(
                        CapturedChanges.DEBEZIUM_TABLE,
                        found.outputs(),
                        sent.captured().table(),
                        problems),
                DataSet.check(
                        CapturedChanges.DMS_TABLE,
                        found.outputs(),
                        sent.captured().table(),
                        problems));
        if (found.givenUp() > 0) {
            problems.add("the queue of failed events holds " + found.givenUp() + " (expected: none)");
        }
        return new ChangeAccount(sent, found, outcomes, deadLettered, dataSets, problems.lost(), problems.told());
    }

    @Override
    public boolean isClean() {
        return lost == 0 && problems.isEmpty();
    }

    @Override
    public Optional<String> repeated() {
        return outcomes.again() == 0 ? Optional.empty() : Optional.of("changes that were sent again");
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("capturedFrom", sent.captured().source());
    }

    @Override
    public List<Count> counts() {
        CapturedChanges captured = sent.captured();
        List<Count> counts = new ArrayList<>(List.of(
                new Count(
                        "captured",
                        captured.debezium().size() - sent.tombstones(),
                        "changes, from " + captured.source()),
                new Count("received", sent.count(), receivedNote()),
                new Count("tombstones", sent.tombstones(), "of them are empty, as Debezium sends them behind deletes"),
                new Count("raw objects", found.raw().size(), "that Firehose made of them"),
                new Count("rows", outcomes.rows(), "in trusted/, each change as its table has it"),
                new Count("repeats dropped", outcomes.repeats(), "changes that a raw object held again"),
                new Count(
                        "repeats kept",
                        outcomes.again(),
                        "rows of changes that were sent again, as their key and order say"),
                new Count(
                        "quarantined",
                        outcomes.quarantined(),
                        "rows with a salary below zero, which their contract forbids"),
                new Count("schema changes", outcomes.schemaChanges(), "told by DMS"),
                new Count("messages", outcomes.messages(), "of applications, told by Debezium"),
                new Count("dead-lettered", deadLettered, "no change event; set aside with the reason, bytes untouched"),
                new Count("given up", found.givenUp(), "events of raw objects in the queue of failed events"),
                new Count("lost", lost, "")));
        for (DataSet dataSet : dataSets) {
            counts.add(new Count(
                    dataSet.name(),
                    dataSet.rows(),
                    dataSet.isEqual() ? "rows, equal to the table, row for row" : "rows, NOT those of the table"));
        }
        return counts;
    }

    private String receivedNote() {
        return String.format(
                Locale.ROOT,
                "records that the stream took: %,d of Debezium, %,d of DMS, %,d broken or of others",
                sent.captured().debezium().size(),
                sent.captured().dms().size(),
                sent.broken().size());
    }
}
