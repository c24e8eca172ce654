package dev.tributary.batch;

import dev.tributary.batch.BatchReport.Counts;
import dev.tributary.metrics.Metric;
import dev.tributary.metrics.Metrics;
import dev.tributary.record.SourceRecord;
import java.time.Clock;
import java.time.Duration;

/** What every kind of batch measures: its records by outcome, and how old the oldest of them is. */
final class BatchMetrics {

    private final Metrics metrics;
    private final Clock clock;

    BatchMetrics(Metrics metrics, Clock clock) {
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Measures a batch as it begins. */
    void begin(SourceRecord oldest) {
        metrics.add(Metric.OLDEST_RECORD_AGE, millisSince(oldest));
    }

    /** Measures a batch that came to its end, early or not. */
    void end(BatchReport report, SourceRecord oldest) {
        Counts counts = report.counts();
        metrics.add(Metric.RECORDS_RECEIVED, report.received());
        metrics.add(Metric.RECORDS_SUCCEEDED, counts.succeeded());
        metrics.add(Metric.RECORDS_SKIPPED, counts.skipped());
        metrics.add(Metric.RECORDS_DEAD_LETTERED, counts.deadLettered());
        metrics.add(Metric.RECORDS_RETRIED, report.retried());
        if (report.committed() > 0) {
            metrics.add(Metric.ARRIVAL_TO_COMMIT, millisSince(oldest));
        }
    }

    private long millisSince(SourceRecord oldest) {
        return Math.max(
                0, Duration.between(oldest.arrivalTime(), clock.instant()).toMillis());
    }
}
