package dev.tributary.lambda;

import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.aws.Invocation.Origin;
import dev.tributary.batch.BatchReport;
import dev.tributary.batch.BatchReport.Stop;
import dev.tributary.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
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
        return of(report, Origin.SOURCE);
    }

    /**
     * The answer to whoever invoked: as to Lambda; and to a redrive also that records were set aside again, which Lambda has no use
     * for, since they are committed.
     *
     * @throws NothingCommittedException if no record is committed
     */
    static StreamsEventResponse of(BatchReport report, Origin origin) {
        List<BatchItemFailure> failures = new ArrayList<>();
        report.stop().ifPresent(stop -> failures.add(firstUncommitted(report, stop)));
        int setAside = report.counts().deadLettered();
        if (origin != Origin.SOURCE && setAside > 0) {
            failures.add(new BatchItemFailure(Redriven.identifier(setAside)));
        }
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
