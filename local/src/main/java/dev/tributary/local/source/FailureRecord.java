package dev.tributary.local.source;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/**
 * The documents that tell of records which were given up: Lambda's for an on-failure destination of a mapping
 * ("Retain discarded batch records" in the AWS Lambda developer guide), and that of EventBridge Pipes.
 */
final class FailureRecord {

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final ObjectMapper JSON = new ObjectMapper();

    private FailureRecord() {}

    /** What SQS and SNS get: where the records were, not the records. */
    static ObjectNode metadata(GivenUpBatch batch) {
        ObjectNode document = JSON.createObjectNode();
        document.putObject("requestContext")
                .put("requestId", UUID.randomUUID().toString())
                .put("functionArn", batch.mapping().functionArn())
                .put("condition", batch.condition().lambdaName())
                .put("approximateInvokeCount", batch.invocations());
        if (batch.lastResult() != null) {
            ObjectNode response =
                    document.putObject("responseContext").put("statusCode", 200).put("executedVersion", "$LATEST");
            if (batch.lastResult() instanceof InvocationResult.Failed) {
                response.put("functionError", "Unhandled");
            }
        }
        return withWhereabouts(document, batch);
    }

    /** What the dead-letter queue of a pipe gets: its name in place of the function's and of the last answer. */
    static ObjectNode ofPipe(GivenUpBatch batch, String pipeArn) {
        ObjectNode document = JSON.createObjectNode();
        document.putObject("context")
                .put("partnerResourceArn", pipeArn)
                .put("condition", batch.condition().lambdaName());
        return withWhereabouts(document, batch);
    }

    /** What S3 gets: the metadata and, as a JSON text within the JSON, the event with the records themselves. */
    static ObjectNode withPayload(GivenUpBatch batch) {
        return metadata(batch).put("payload", new String(batch.event(), StandardCharsets.UTF_8));
    }

    private static ObjectNode withWhereabouts(ObjectNode document, GivenUpBatch batch) {
        document.put("version", "1.0").put("timestamp", TIMESTAMP.format(batch.at()));
        ShardRecord first = batch.records().get(0);
        ShardRecord last = batch.records().get(batch.records().size() - 1);
        document.putObject(batch.mapping().isOfTable() ? "DDBStreamBatchInfo" : "KinesisBatchInfo")
                .put("shardId", batch.shardId())
                .put("startSequenceNumber", first.sequenceNumber())
                .put("endSequenceNumber", last.sequenceNumber())
                .put("approximateArrivalOfFirstRecord", TIMESTAMP.format(first.arrival()))
                .put("approximateArrivalOfLastRecord", TIMESTAMP.format(last.arrival()))
                .put("batchSize", batch.records().size())
                .put("streamArn", batch.mapping().streamArn());
        return document;
    }
}
