package dev.tributary.batch;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import dev.tributary.aws.Invocation.Origin;
import dev.tributary.batch.BatchReport.StopReason;
import dev.tributary.metrics.Metric;
import dev.tributary.metrics.Metrics;
import dev.tributary.record.RecordId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds batches back while too many records are rejected: then the fault is upstream, and a dead letter for each of them
 * would fill the queue and mend nothing.
 *
 * <p>It judges by the records that this execution environment has seen last, whatever became of their batches: as many as
 * {@link #RECORDS}, none that it first saw longer ago than {@link #AGE}, and always the whole batch at hand. A record counts
 * once however often Lambda repeats it, with its latest outcome; so a half of a split batch, however small, is judged by
 * the whole. It opens and closes with the share alone. An environment that has just begun has seen nothing, and sets aside
 * what comes in batches of fewer records than the limit asks for, until it has seen so many.
 */
final class RejectBreaker {

    /** Records that are remembered from one batch to the next, unless the limit asks for more. A full batch as shipped. */
    static final int RECORDS = 1_000;

    /**
     * How long a record counts after it was first seen. Its repeats do not lengthen this, so that a batch that is split to
     * fewer records than the limit asks for is let through after it: a burst of bad records ends by itself.
     */
    static final Duration AGE = Duration.ofMinutes(15);

    private static final Logger LOG = LoggerFactory.getLogger(RejectBreaker.class);

    private record Seen(Instant since, boolean rejected) {}

    private final RejectLimit limit;
    private final Metrics metrics;
    private final Clock clock;
    /** In the order in which they were first seen; an outcome that changes keeps its record's place. */
    private final Map<RecordId, Seen> window = new LinkedHashMap<>();

    private int rejected;

    RejectBreaker(RejectLimit limit, Metrics metrics, Clock clock) {
        this.limit = limit;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * The batch as it is, or, if too many records are rejected, ended before the first of its own that is. What is redriven tells
     * nothing of what the source sends now: a batch is judged by itself alone, and a record that was set aside before may be so again.
     */
    Assessment judge(Assessment assessed, Origin origin) {
        return switch (origin) {
            case SOURCE -> judge(assessed);
            case REDRIVEN_BATCH -> new RejectBreaker(limit, metrics, clock).judge(assessed);
            case REDRIVEN_RECORD -> assessed;
        };
    }

    private Assessment judge(Assessment assessed) {
        if (limit.isOff()) {
            return assessed;
        }
        forgetOld();
        see(assessed);
        boolean open = limit.isPassedBy(rejected, window.size());
        Assessment judged = open ? heldBack(assessed) : assessed;
        forgetMoreThan(Math.max(RECORDS, limit.minRecords()));
        return judged;
    }

    private Assessment heldBack(Assessment assessed) {
        List<Outcome> outcomes = assessed.outcomes();
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) instanceof Outcome.Reject reject) {
                metrics.add(Metric.BREAKER_OPEN, 1);
                log(assessed.records().get(i).id(), reject);
                return new Assessment(assessed.records(), outcomes.subList(0, i), StopReason.REJECT_BREAKER_OPEN, null);
            }
        }
        return assessed;
    }

    private void log(RecordId first, Outcome.Reject reject) {
        LOG.warn(
                "reject breaker open: the batch waits at its first rejected record, which is not set aside",
                entry("rejected", rejected),
                entry("seen", window.size()),
                entry("rejectedPercent", 100L * rejected / window.size()),
                entry("limitPercent", limit.percent()),
                entry("minRecords", limit.minRecords()),
                entry("windowMinutes", AGE.toMinutes()),
                entry("firstHeldBack", first.toString()),
                entry("stage", reject.rejection().stage()),
                entry("rejection", reject.rejection().reason()),
                entry(
                        "remedy",
                        "mend what sends such records, or what this function expects of them;"
                                + " REJECT_BREAKER_PERCENT=off sets them aside"));
    }

    private void see(Assessment assessed) {
        Instant now = clock.instant();
        for (int i = 0; i < assessed.outcomes().size(); i++) {
            RecordId id = assessed.records().get(i).id();
            boolean isRejected = assessed.outcomes().get(i) instanceof Outcome.Reject;
            Seen before = window.get(id);
            if (before == null || before.rejected() != isRejected) {
                window.put(id, new Seen(before == null ? now : before.since(), isRejected));
                rejected += isRejected ? 1 : before == null ? 0 : -1;
            }
        }
    }

    private void forgetOld() {
        Instant end = clock.instant().minus(AGE);
        Iterator<Seen> oldest = window.values().iterator();
        while (oldest.hasNext()) {
            Seen seen = oldest.next();
            if (seen.since().isAfter(end)) {
                return;
            }
            forget(oldest, seen);
        }
    }

    private void forgetMoreThan(int records) {
        Iterator<Seen> oldest = window.values().iterator();
        while (window.size() > records) {
            forget(oldest, oldest.next());
        }
    }

    private void forget(Iterator<Seen> at, Seen seen) {
        at.remove();
        rejected -= seen.rejected() ? 1 : 0;
    }
}
