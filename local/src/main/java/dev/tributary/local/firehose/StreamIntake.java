package dev.tributary.local.firehose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.fault.ServiceFaults;
import dev.tributary.local.source.FunctionInvoker;
import dev.tributary.local.source.InvocationResult;
import dev.tributary.local.source.InvocationResult.Answered;
import dev.tributary.local.source.InvocationResult.Failed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The end of a Kinesis stream that a delivery stream reads: takes batches of its records, in the form of a pipe's, and puts
 * their data into the delivery stream. At least once: a batch that was taken without the reader's knowing is read again.
 */
public final class StreamIntake implements FunctionInvoker {

    private static final String READ = "kinesis:GetRecords";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DeliveryStream stream;
    private final FaultPlan faults;

    public StreamIntake(DeliveryStream stream, FaultPlan faults) {
        this.stream = stream;
        this.faults = faults;
    }

    @Override
    public InvocationResult invoke(byte[] batchJson) {
        ServiceFaults struck = faults.forTarget(batchJson);
        try {
            struck.beforeCall(READ);
            stream.take(data(batchJson));
            struck.afterCall(READ);
            return new Answered(new byte[0]);
        } catch (IOException | SdkException e) {
            return new Failed(e.getClass().getName(), String.valueOf(e.getMessage()));
        }
    }

    private static List<byte[]> data(byte[] batchJson) throws IOException {
        List<byte[]> data = new ArrayList<>();
        for (JsonNode record : JSON.readTree(batchJson)) {
            data.add(record.path("data").binaryValue());
        }
        return data;
    }
}
