package dev.tributary.batch;

import dev.tributary.deadletter.Rejection;
import dev.tributary.record.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Aggregates of which so many records are rejected that their dead letters could not be sent in an invocation's time. An
 * aggregate is committed as a whole or not at all, so each attempt would send them in vain, and fill the queue. Such an
 * aggregate is set aside as it came, in one dead letter.
 */
final class SpoiledAggregates {

    /** Dead letters that one aggregate may cost: a hundred calls, which take some seconds. */
    static final int MAX_REJECTED = 1_000;

    private SpoiledAggregates() {}

    /**
     * The records and outcomes with each spoiled aggregate in one piece again.
     *
     * @param parents the batch as it came, in order; every one of them has at least one of the records
     */
    static Assessment gather(List<SourceRecord> parents, Assessment assessed) {
        if (!isSpoiled(Outcomes.rejected(assessed.outcomes()))) {
            return assessed;
        }
        List<SourceRecord> records = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        int taken = assessed.outcomes().size();
        int from = 0;
        for (SourceRecord parent : parents) {
            int end = endOf(assessed.records(), from);
            List<Outcome> ofParent = assessed.outcomes().subList(Math.min(from, taken), Math.min(end, taken));
            if (ofParent.size() == end - from && isSpoiled(Outcomes.rejected(ofParent))) {
                records.add(parent);
                outcomes.add(new Outcome.Reject(rejection(rejections(ofParent), ofParent.size())));
            } else {
                records.addAll(assessed.records().subList(from, end));
                outcomes.addAll(ofParent);
            }
            from = end;
        }
        return new Assessment(records, outcomes, assessed.reason(), assessed.cause());
    }

    /** Whether an aggregate of which so many records are rejected is to be set aside as it came. */
    static boolean isSpoiled(int rejected) {
        return rejected > MAX_REJECTED;
    }

    /** Why an aggregate of so many records is set aside as it came. */
    static Rejection rejection(List<Rejection> rejections, int records) {
        String reasons =
                rejections.stream().map(Rejection::reason).distinct().sorted().collect(Collectors.joining(", "));
        return new Rejection(
                "deaggregate",
                "TOO_MANY_REJECTED",
                "aggregate: " + rejections.size() + " of its " + records + " records rejected, for " + reasons
                        + " (expected: at most " + MAX_REJECTED + ")");
    }

    private static List<Rejection> rejections(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(Outcome.Reject.class::isInstance)
                .map(outcome -> ((Outcome.Reject) outcome).rejection())
                .toList();
    }

    private static int endOf(List<SourceRecord> records, int from) {
        int end = from + 1;
        while (!Boundaries.isAt(records, end)) {
            end++;
        }
        return end;
    }
}
