package dev.tributary.lambda;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import dev.tributary.aws.FailureClassifier;
import dev.tributary.aws.Invocation;
import dev.tributary.batch.BatchReport;
import dev.tributary.batch.OrderedBatch;
import dev.tributary.metrics.Metrics;
import dev.tributary.record.SourceRecord;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/**
 * One invocation of a function on an ordered source, from records to answer: runs the batch, logs its facts, prints its
 * metrics. Nothing of a payload is logged.
 */
public final class StreamFunction {

    private static final Logger LOG = LoggerFactory.getLogger(StreamFunction.class);

    private final OrderedBatch<?, ?> batch;
    private final Metrics metrics;
    private final Clock clock;

    public StreamFunction(OrderedBatch<?, ?> batch, Metrics metrics, Clock clock) {
        this.batch = batch;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Handles one batch.
     *
     * @param records reads the event's records
     * @throws NothingCommittedException if not one record could be committed
     */
    public StreamsEventResponse handle(Supplier<List<SourceRecord>> records, Context context) {
        Invocation invocation = Invocations.from(context, clock);
        return PowertoolsLogging.withLogging(context, () -> {
            try {
                BatchReport report = batch.run(records.get(), invocation);
                log(report);
                return PartialBatchResponse.of(report);
            } finally {
                metrics.flush(invocation.functionName());
            }
        });
    }

    private static void log(BatchReport report) {
        BatchReport.Counts counts = report.counts();
        LOG.info(
                "batch",
                entry("received", report.received()),
                entry("succeeded", counts.succeeded()),
                entry("skipped", counts.skipped()),
                entry("deadLettered", counts.deadLettered()),
                entry("retried", report.retried()),
                entry("bytesWritten", counts.bytesWritten()));
        report.stop()
                .ifPresent(stop -> LOG.warn(
                        "batch ended early; Lambda will deliver the rest again",
                        entry("reason", stop.reason().name()),
                        entry("firstUncommitted", stop.firstUncommitted().toString()),
                        entry("cause", stop.cause() == null ? "none" : FailureClassifier.describe(stop.cause()))));
    }
}
