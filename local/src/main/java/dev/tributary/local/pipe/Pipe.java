package dev.tributary.local.pipe;

import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.fault.ServiceFaults;
import dev.tributary.local.firehose.DeliveryStream;
import dev.tributary.local.source.EventForm;
import dev.tributary.local.source.FunctionInvoker;
import dev.tributary.local.source.InvocationResult;
import dev.tributary.local.source.InvocationResult.Answered;
import dev.tributary.local.source.InvocationResult.Failed;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What a pipe does with a batch: invokes the enrichment, and puts the elements of its answer to the target in one call.
 * The batch fails with either of them, and no answer can say that a part succeeded. A batch of which the target took a part
 * is enriched and put again as a whole: the EventBridge user guide ("Batching and concurrency") speaks of the remaining
 * payload, and leaves open what that is where the answer has fewer or more elements than the batch.
 */
public final class Pipe implements FunctionInvoker {

    /** The call that the target gets. */
    public static final String PUT = "firehose:PutRecordBatch";

    private final FunctionInvoker enrichment;
    private final DeliveryStream target;
    private final FaultPlan faults;
    private final LongAdder puts = new LongAdder();

    public Pipe(FunctionInvoker enrichment, DeliveryStream target, FaultPlan faults) {
        this.enrichment = enrichment;
        this.target = target;
        this.faults = faults;
    }

    @Override
    public InvocationResult invoke(byte[] eventJson) {
        InvocationResult enriched = enrichment.invoke(eventJson);
        if (!(enriched instanceof Answered answer)) {
            return enriched;
        }
        if (answer.payload().length > EventForm.MAX_BYTES) {
            return new Failed(
                    "Function.ResponseSizeTooLarge",
                    "answer: " + answer.payload().length + " bytes (expected: at most " + EventForm.MAX_BYTES + ")");
        }
        try {
            List<byte[]> records = ArrayElements.of(answer.payload());
            if (!records.isEmpty()) {
                put(records, faults.forTarget(eventJson));
            }
            return answer;
        } catch (IOException | IllegalArgumentException | SdkException e) {
            return new Failed(e.getClass().getName(), String.valueOf(e.getMessage()));
        }
    }

    /** How often the target was called. */
    public long puts() {
        return puts.sum();
    }

    private void put(List<byte[]> records, ServiceFaults struck) throws IOException {
        puts.increment();
        struck.beforeCall(PUT);
        boolean isPartial = records.size() > 1 && struck.refusesRecords();
        int taken = isPartial ? (records.size() + 1) / 2 : records.size();
        target.putRecordBatch(records.subList(0, taken));
        struck.afterCall(PUT);
        if (isPartial) {
            throw new IOException("FailedPutCount: " + (records.size() - taken) + " of " + records.size());
        }
    }
}
