package dev.tributary.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import dev.tributary.batch.BatchReport;
import dev.tributary.batch.OrderedBatch;
import dev.tributary.metrics.Metrics;
import dev.tributary.record.SourceRecord;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/** One invocation of a function on an ordered source, from records to answer. */
public final class StreamFunction {

    private final OrderedBatch<?, ?> batch;
    private final Surroundings surroundings;

    public StreamFunction(OrderedBatch<?, ?> batch, Metrics metrics, Clock clock) {
        this.batch = batch;
        this.surroundings = new Surroundings(metrics, clock);
    }

    /**
     * Handles one batch.
     *
     * @param records reads the event's records
     * @throws NothingCommittedException if not one record could be committed
     */
    public StreamsEventResponse handle(Supplier<List<SourceRecord>> records, Context context) {
        return surroundings.run(context, invocation -> {
            BatchReport report = batch.run(records.get(), invocation);
            Surroundings.log(report);
            return PartialBatchResponse.of(report, invocation.origin());
        });
    }
}
