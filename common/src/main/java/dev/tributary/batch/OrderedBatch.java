package dev.tributary.batch;

import dev.tributary.aws.Invocation;
import dev.tributary.batch.BatchReport.Counts;
import dev.tributary.batch.BatchReport.Stop;
import dev.tributary.batch.BatchReport.StopReason;
import dev.tributary.deadletter.DeadLetter;
import dev.tributary.deadletter.DeadLetterQueue;
import dev.tributary.metrics.Metric;
import dev.tributary.metrics.Metrics;
import dev.tributary.record.SourceRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The batch law for ordered sources (Kinesis, DynamoDB Streams): records in order, each with one outcome; a prefix that
 * is durable before the answer; one object, written last. Why it holds is told in {@code docs/delivery.md}.
 *
 * @param <D> a decoded record
 * @param <C> what a batch gathers for its records
 */
public final class OrderedBatch<D, C> {

    private final RecordProcessor<D, C> processor;
    private final DeadLetterQueue deadLetters;
    private final PrefixWriter writer;
    private final Metrics metrics;
    private final Clock clock;

    public OrderedBatch(
            RecordProcessor<D, C> processor,
            DeadLetterQueue deadLetters,
            PrefixWriter writer,
            Metrics metrics,
            Clock clock) {
        this.processor = processor;
        this.deadLetters = deadLetters;
        this.writer = writer;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Runs one batch of records of one shard, in their order, as the source delivered them: aggregates are taken apart. */
    public BatchReport run(List<SourceRecord> parents, Invocation invocation) {
        if (parents.isEmpty()) {
            return new BatchReport(0, 0, new Counts(0, 0, 0, 0), null);
        }
        metrics.add(Metric.OLDEST_RECORD_AGE, millisSince(parents.get(0).arrivalTime()));
        BatchReport report = commit(Assessment.of(parents, processor, invocation), invocation);
        count(report, parents.get(0));
        return report;
    }

    /** Makes the prefix durable: dead letters first, since they can only shorten it; the object last. */
    private BatchReport commit(Assessment assessed, Invocation invocation) {
        List<SourceRecord> records = assessed.records();
        List<Outcome> outcomes = assessed.outcomes();
        int end = Boundaries.cut(records, outcomes.size());
        StopReason reason = assessed.reason();
        Exception cause = assessed.cause();

        List<Integer> rejected = rejected(outcomes, end);
        // Half of the time: the object behind them needs the other half.
        DeadLetterQueue.Sent sent = deadLetters.send(
                letters(records, outcomes, rejected, invocation),
                invocation.writing().halfway());
        if (sent.failure() != null) {
            end = Boundaries.cut(records, rejected.get(sent.durable()));
            reason = StopReason.DEAD_LETTER_NOT_WRITTEN;
            cause = sent.failure();
        }
        long bytes = 0;
        if (end > 0) {
            try {
                bytes = writer.write(records.get(0), records.get(end - 1).id(), lines(outcomes, end), invocation);
            } catch (RuntimeException e) {
                end = 0;
                reason = StopReason.OBJECT_NOT_WRITTEN;
                cause = e;
            }
        }
        Stop stop = reason == null ? null : new Stop(records.get(end).id(), reason, cause);
        return new BatchReport(records.size(), end, counts(outcomes, end, bytes), stop);
    }

    private void count(BatchReport report, SourceRecord oldest) {
        Counts counts = report.counts();
        metrics.add(Metric.RECORDS_RECEIVED, report.received());
        metrics.add(Metric.RECORDS_SUCCEEDED, counts.succeeded());
        metrics.add(Metric.RECORDS_SKIPPED, counts.skipped());
        metrics.add(Metric.RECORDS_DEAD_LETTERED, counts.deadLettered());
        metrics.add(Metric.RECORDS_RETRIED, report.retried());
        metrics.add(Metric.BYTES_WRITTEN, counts.bytesWritten());
        if (report.committed() > 0) {
            metrics.add(Metric.ARRIVAL_TO_COMMIT, millisSince(oldest.arrivalTime()));
        }
    }

    private long millisSince(Instant arrival) {
        return Math.max(0, Duration.between(arrival, clock.instant()).toMillis());
    }

    private static List<Integer> rejected(List<Outcome> outcomes, int end) {
        List<Integer> rejected = new ArrayList<>();
        for (int i = 0; i < end; i++) {
            if (outcomes.get(i) instanceof Outcome.Reject) {
                rejected.add(i);
            }
        }
        return rejected;
    }

    private List<DeadLetter> letters(
            List<SourceRecord> records, List<Outcome> outcomes, List<Integer> rejected, Invocation invocation) {
        Instant now = clock.instant();
        return rejected.stream()
                .map(i ->
                        new DeadLetter(records.get(i), ((Outcome.Reject) outcomes.get(i)).rejection(), invocation, now))
                .toList();
    }

    private static List<byte[]> lines(List<Outcome> outcomes, int end) {
        List<byte[]> lines = new ArrayList<>(end);
        for (Outcome outcome : outcomes.subList(0, end)) {
            if (outcome instanceof Outcome.Success success) {
                lines.add(success.line());
            }
        }
        return lines;
    }

    private static Counts counts(List<Outcome> outcomes, int end, long bytes) {
        int succeeded = 0;
        int skipped = 0;
        for (Outcome outcome : outcomes.subList(0, end)) {
            if (outcome instanceof Outcome.Success) {
                succeeded++;
            } else if (outcome instanceof Outcome.Skip) {
                skipped++;
            }
        }
        return new Counts(succeeded, skipped, end - succeeded - skipped, bytes);
    }
}
