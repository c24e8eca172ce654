package dev.tributary.lambda;

import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.batch.BatchReport;
import dev.tributary.batch.BatchReport.Stop;
import dev.tributary.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * The partial batch response, built from the report of a run and from nothing else.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html">how Lambda
 *     reads it</a>
 */
public final class PartialBatchResponse {

    private PartialBatchResponse() {}

    /**
     * The answer to Lambda: an empty list if all is committed, else the one first record that is not.
     *
     * @throws NothingCommittedException if no record is committed, so that Lambda counts an error and bisects
     */
    public static StreamsEventResponse of(BatchReport report) {
        List<BatchItemFailure> failures = report.stop()
                .map(stop -> List.of(firstUncommitted(report, stop)))
                .orElse(List.of());
        return StreamsEventResponse.builder().withBatchItemFailures(failures).build();
    }

    /**
     * Writes an answer as the JSON that Lambda reads, for functions that take and give bytes.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html">its form</a>
     */
    public static void write(StreamsEventResponse response, OutputStream output) throws IOException {
        ObjectNode answer = Json.object();
        ArrayNode failures = answer.putArray("batchItemFailures");
        for (BatchItemFailure failure : response.getBatchItemFailures()) {
            failures.addObject().put("itemIdentifier", failure.getItemIdentifier());
        }
        output.write(Json.write(answer));
    }

    private static BatchItemFailure firstUncommitted(BatchReport report, Stop stop) {
        if (report.committed() == 0) {
            throw new NothingCommittedException(report.received(), stop);
        }
        return new BatchItemFailure(stop.firstUncommitted().sequence());
    }
}
