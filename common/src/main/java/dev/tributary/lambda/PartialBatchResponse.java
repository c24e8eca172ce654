package dev.tributary.lambda;

import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import dev.tributary.batch.BatchReport;
import dev.tributary.batch.BatchReport.Stop;
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

    private static BatchItemFailure firstUncommitted(BatchReport report, Stop stop) {
        if (report.committed() == 0) {
            throw new NothingCommittedException(report.received(), stop);
        }
        return new BatchItemFailure(stop.firstUncommitted().sequence());
    }
}
