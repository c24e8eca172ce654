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
        if (Outcomes.rejected(assessed.outcomes()) <= MAX_REJECTED) {
            return assessed;
        }
        List<SourceRecord> records = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        int taken = assessed.outcomes().size();
        int from = 0;
        for (SourceRecord parent : parents) {
            int end = endOf(assessed.records(), from);
            List<Outcome> ofParent = assessed.outcomes().subList(Math.min(from, taken), Math.min(end, taken));
            if (ofParent.size() == end - from && Outcomes.rejected(ofParent) > MAX_REJECTED) {
                records.add(parent);
                outcomes.add(new Outcome.Reject(rejection(ofParent)));
            } else {
                records.addAll(assessed.records().subList(from, end));
                outcomes.addAll(ofParent);
            }
            from = end;
        }
        return new Assessment(records, outcomes, assessed.reason(), assessed.cause());
    }

    private static Rejection rejection(List<Outcome> outcomes) {
        String reasons = outcomes.stream()
                .filter(Outcome.Reject.class::isInstance)
                .map(outcome -> ((Outcome.Reject) outcome).rejection().reason())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return new Rejection(
                "deaggregate",
                "TOO_MANY_REJECTED",
                "aggregate: " + Outcomes.rejected(outcomes) + " of its " + outcomes.size() + " records rejected, for "
                        + reasons + " (expected: at most " + MAX_REJECTED + ")");
    }

    private static int endOf(List<SourceRecord> records, int from) {
        int end = from + 1;
        while (!Boundaries.isAt(records, end)) {
            end++;
        }
        return end;
    }
}
