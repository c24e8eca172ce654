package dev.tributary.lambda;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.amazonaws.services.lambda.runtime.Context;
import dev.tributary.aws.FailureClassifier;
import dev.tributary.aws.Invocation;
import dev.tributary.batch.BatchReport;
import dev.tributary.metrics.Metrics;
import java.time.Clock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/** What surrounds every invocation: its deadlines, the log's fields, and the metrics' line. Nothing of a payload is logged. */
final class Surroundings {

    private static final Logger LOG = LoggerFactory.getLogger(Surroundings.class);

    private final Metrics metrics;
    private final Clock clock;

    Surroundings(Metrics metrics, Clock clock) {
        this.metrics = metrics;
        this.clock = clock;
    }

    <A> A run(Context context, Function<Invocation, A> work) {
        Invocation invocation = Invocations.from(context, clock);
        return PowertoolsLogging.withLogging(context, () -> {
            try {
                return work.apply(invocation);
            } finally {
                metrics.flush(invocation.functionName());
            }
        });
    }

    /** Logs a batch's facts. */
    static void log(BatchReport report) {
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
                        "batch ended early; the rest will be delivered again",
                        entry("reason", stop.reason().name()),
                        entry("firstUncommitted", stop.firstUncommitted().toString()),
                        entry("cause", stop.cause() == null ? "none" : FailureClassifier.describe(stop.cause()))));
    }
}
