package dev.tributary.local.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.fault.ServiceFaults;
import java.io.IOException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Kinesis with what a plan has go wrong: throttled or failed calls, throttled records of a call, and lost answers. */
final class FaultyKinesis implements KinesisCall {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final KinesisCall kinesis;
    private final FaultPlan plan;

    FaultyKinesis(KinesisCall kinesis, FaultPlan plan) {
        this.kinesis = kinesis;
        this.plan = plan;
    }

    @Override
    public Answer make(String action, String request, String subject) throws IOException {
        ServiceFaults faults = plan.forRequest(subject);
        String call = "kinesis:" + action;
        try {
            faults.beforeCall(call);
            JsonNode records = MAPPER.readTree(request).path("Records");
            Answer answer = records.size() > 1 && faults.throttlesRecords()
                    ? inPart(action, request, subject)
                    : kinesis.make(action, request, subject);
            faults.afterCall(call);
            return answer;
        } catch (AwsServiceException e) {
            return KinesisCall.refusal(e.statusCode(), e.awsErrorDetails().errorCode());
        } catch (SdkClientException e) {
            throw new IOException(e);
        }
    }

    /** Every other record is throttled, the second first. */
    private Answer inPart(String action, String request, String subject) throws IOException {
        ObjectNode taken = (ObjectNode) MAPPER.readTree(request);
        JsonNode records = taken.get("Records");
        ArrayNode some = taken.putArray("Records");
        for (int i = 0; i < records.size(); i += 2) {
            some.add(records.get(i));
        }
        Answer answer = kinesis.make(action, taken.toString(), subject);
        return answer.status() == 200 ? merged(records.size(), answer) : answer;
    }

    private static Answer merged(int count, Answer ofSome) throws IOException {
        ObjectNode answer = (ObjectNode) MAPPER.readTree(ofSome.body());
        JsonNode some = answer.get("Records");
        ArrayNode all = answer.putArray("Records");
        for (int i = 0; i < count; i++) {
            if (i % 2 == 0) {
                all.add(some.get(i / 2));
            } else {
                all.addObject()
                        .put("ErrorCode", "ProvisionedThroughputExceededException")
                        .put("ErrorMessage", "Rate exceeded");
            }
        }
        answer.put("FailedRecordCount", answer.path("FailedRecordCount").asInt() + count / 2);
        return new Answer(ofSome.status(), answer.toString());
    }
}
