package dev.tributary.batch;

import dev.tributary.aws.Invocation;
import dev.tributary.batch.BatchReport.Counts;
import dev.tributary.batch.BatchReport.Stop;
import dev.tributary.batch.BatchReport.StopReason;
import dev.tributary.deadletter.DeadLetterQueue;
import dev.tributary.metrics.Metric;
import dev.tributary.metrics.Metrics;
import dev.tributary.notification.Publisher;
import dev.tributary.record.SourceRecord;
import java.time.Clock;
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
    private final RejectBreaker breaker;
    private final SetAside setAside;
    private final Announcements announcements;
    private final PrefixWriter writer;
    private final Metrics metrics;
    private final BatchMetrics batchMetrics;

    /** A batch of whose records nobody is told. */
    public OrderedBatch(
            RecordProcessor<D, C> processor,
            DeadLetterQueue deadLetters,
            PrefixWriter writer,
            RejectLimit rejects,
            Metrics metrics,
            Clock clock) {
        this(processor, deadLetters, Publisher.NONE, writer, rejects, metrics, clock);
    }

    public OrderedBatch(
            RecordProcessor<D, C> processor,
            DeadLetterQueue deadLetters,
            Publisher publisher,
            PrefixWriter writer,
            RejectLimit rejects,
            Metrics metrics,
            Clock clock) {
        this.processor = processor;
        this.breaker = new RejectBreaker(rejects, metrics, clock);
        this.setAside = new SetAside(deadLetters, clock);
        this.announcements = new Announcements(publisher, metrics);
        this.writer = writer;
        this.metrics = metrics;
        this.batchMetrics = new BatchMetrics(metrics, clock);
    }

    /** Runs one batch of records of one shard, in their order, as the source delivered them: aggregates are taken apart. */
    public BatchReport run(List<SourceRecord> parents, Invocation invocation) {
        if (parents.isEmpty()) {
            return new BatchReport(0, 0, new Counts(0, 0, 0, 0), null);
        }
        batchMetrics.begin(parents.get(0));
        BatchReport report =
                commit(breaker.judge(Assessment.of(parents, processor, invocation), invocation.origin()), invocation);
        batchMetrics.end(report, parents.get(0));
        metrics.add(Metric.BYTES_WRITTEN, report.counts().bytesWritten());
        return report;
    }

    /** Makes the prefix durable: dead letters and notifications first, since they can only shorten it; the object last. */
    private BatchReport commit(Assessment assessed, Invocation invocation) {
        List<SourceRecord> records = assessed.records();
        List<Outcome> outcomes = assessed.outcomes();
        int end = Boundaries.cut(records, outcomes.size());
        StopReason reason = assessed.reason();
        Exception cause = assessed.cause();

        // Half of the time that is left, each: what comes behind needs the other half.
        Reach letters =
                setAside.send(assessed, end, invocation, invocation.writing().halfway());
        if (letters.failure() != null) {
            end = Boundaries.cut(records, letters.end());
            reason = StopReason.DEAD_LETTER_NOT_WRITTEN;
            cause = letters.failure();
        }
        Reach told = announcements.publish(assessed, end, invocation.writing().halfway());
        if (told.failure() != null) {
            end = Boundaries.cut(records, told.end());
            reason = StopReason.NOTIFICATION_NOT_SENT;
            cause = told.failure();
        }
        long bytes = 0;
        if (end > 0) {
            try {
                List<byte[]> lines = Outcomes.lines(outcomes.subList(0, end));
                bytes = writer.write(records.get(0), records.get(end - 1).id(), lines, invocation);
            } catch (RuntimeException e) {
                end = 0;
                reason = StopReason.OBJECT_NOT_WRITTEN;
                cause = e;
            }
        }
        Stop stop = reason == null ? null : new Stop(records.get(end).id(), reason, cause);
        return new BatchReport(records.size(), end, Outcomes.counts(outcomes.subList(0, end), bytes), stop);
    }
}
