package dev.tributary.batch;

import dev.tributary.aws.FailureClassifier;
import dev.tributary.aws.FailureKind;
import dev.tributary.aws.Invocation;
import dev.tributary.batch.BatchReport.Counts;
import dev.tributary.batch.BatchReport.Stop;
import dev.tributary.batch.BatchReport.StopReason;
import dev.tributary.deadletter.DeadLetter;
import dev.tributary.deadletter.DeadLetterQueue;
import dev.tributary.deadletter.Rejection;
import dev.tributary.metrics.Metric;
import dev.tributary.metrics.Metrics;
import dev.tributary.record.SourceRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The batch law for ordered sources (Kinesis, DynamoDB Streams): records in order, each with one outcome; a prefix that
 * is durable before the answer; one object, written last. Why it holds is told in {@code docs/delivery.md}.
 *
 * @param <D> a decoded record
 */
public final class OrderedBatch<D> {

    /** Bytes of output, before compression, at which a batch ends early: a bound on memory, far above a usual batch. */
    static final long MAX_OUTPUT_BYTES = 32L << 20;

    private final RecordProcessor<D> processor;
    private final DeadLetterQueue deadLetters;
    private final PrefixWriter writer;
    private final Metrics metrics;
    private final Clock clock;

    public OrderedBatch(
            RecordProcessor<D> processor,
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

    /** Runs one batch of records of one shard, in their order. */
    public BatchReport run(List<SourceRecord> records, Invocation invocation) {
        if (records.isEmpty()) {
            return new BatchReport(0, 0, new Counts(0, 0, 0, 0), null);
        }
        metrics.add(Metric.RECORDS_RECEIVED, records.size());
        metrics.add(Metric.OLDEST_RECORD_AGE, millisSince(records.get(0).arrivalTime()));
        BatchReport report = commit(records, assess(records, invocation), invocation);
        count(report, records.get(0));
        return report;
    }

    /** Outcomes of the records from the first on, and why there are no more of them. */
    private record Assessed(
            List<Outcome> outcomes,
            @Nullable StopReason reason,
            @Nullable Exception cause) {}

    /** A record as it was decoded, or the reason why it was not. */
    private record Decoded<D>(@Nullable D value, @Nullable Rejection rejection) {}

    private Assessed assess(List<SourceRecord> records, Invocation invocation) {
        List<Decoded<D>> decoded = decode(records);
        List<D> values = new ArrayList<>(decoded.size());
        for (Decoded<D> one : decoded) {
            if (one.value() != null) {
                values.add(one.value());
            }
        }
        processor.prepare(values, invocation);
        List<Outcome> outcomes = new ArrayList<>(records.size());
        long outputBytes = 0;
        for (int i = 0; i < records.size(); i++) {
            if (invocation.processing().isReached()) {
                return new Assessed(outcomes, StopReason.DEADLINE, null);
            }
            if (outputBytes >= MAX_OUTPUT_BYTES && isBoundary(records, i)) {
                return new Assessed(outcomes, StopReason.OUTPUT_FULL, null);
            }
            Outcome outcome = outcomeOf(records.get(i), decoded.get(i), invocation);
            if (outcome instanceof Outcome.Retry retry) {
                return new Assessed(outcomes, StopReason.RETRY, retry.cause());
            }
            if (outcome instanceof Outcome.Success success) {
                outputBytes += success.line().length;
            }
            outcomes.add(outcome);
        }
        return new Assessed(outcomes, null, null);
    }

    private List<Decoded<D>> decode(List<SourceRecord> records) {
        List<Decoded<D>> decoded = new ArrayList<>(records.size());
        for (SourceRecord record : records) {
            try {
                decoded.add(new Decoded<>(processor.decode(record), null));
            } catch (RejectedRecordException e) {
                decoded.add(new Decoded<>(null, e.rejection()));
            } catch (RuntimeException e) {
                decoded.add(new Decoded<>(null, unexpected("decode", e)));
            }
        }
        return decoded;
    }

    private Outcome outcomeOf(SourceRecord record, Decoded<D> decoded, Invocation invocation) {
        if (decoded.rejection() != null) {
            return new Outcome.Reject(decoded.rejection());
        }
        if (decoded.value() == null) {
            return new Outcome.Reject(new Rejection("decode", "UNEXPECTED_ERROR", "the decoder answered nothing"));
        }
        try {
            return processor.process(record, decoded.value(), invocation);
        } catch (RejectedRecordException e) {
            return new Outcome.Reject(e.rejection());
        } catch (RuntimeException e) {
            FailureKind kind = FailureClassifier.classify(e);
            return kind.isRetryable() ? new Outcome.Retry(e) : new Outcome.Reject(unexpected("process", e));
        }
    }

    /** Makes the prefix durable: dead letters first, since they can only shorten it; the object last. */
    private BatchReport commit(List<SourceRecord> records, Assessed assessed, Invocation invocation) {
        List<Outcome> outcomes = assessed.outcomes();
        int end = cutToBoundary(records, outcomes.size());
        StopReason reason = assessed.reason();
        Exception cause = assessed.cause();

        List<Integer> rejected = rejected(outcomes, end);
        DeadLetterQueue.Sent sent =
                deadLetters.send(letters(records, outcomes, rejected, invocation), invocation.writing());
        if (sent.failure() != null) {
            end = cutToBoundary(records, rejected.get(sent.durable()));
            reason = StopReason.DEAD_LETTER_NOT_WRITTEN;
            cause = sent.failure();
        }
        long bytes = 0;
        if (end > 0) {
            try {
                bytes = writer.write(
                        records.get(0), records.get(end - 1).id(), lines(outcomes, end), invocation.writing());
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

    /** Whether a prefix may end before this record: records of one parent are committed together or not at all. */
    private static boolean isBoundary(List<SourceRecord> records, int index) {
        return index == 0
                || index == records.size()
                || !records.get(index)
                        .id()
                        .hasSameParentAs(records.get(index - 1).id());
    }

    private static int cutToBoundary(List<SourceRecord> records, int end) {
        int cut = end;
        while (!isBoundary(records, cut)) {
            cut--;
        }
        return cut;
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

    /** A fault of the code on this input: it would fail again, so the record is set aside; the message is not quoted. */
    private static Rejection unexpected(String stage, RuntimeException fault) {
        StackTraceElement[] trace = fault.getStackTrace();
        String where = trace.length == 0 ? "" : " at " + trace[0];
        return new Rejection(
                stage,
                "UNEXPECTED_ERROR",
                fault.getClass().getName() + where + " (expected: a record this code takes)");
    }
}
