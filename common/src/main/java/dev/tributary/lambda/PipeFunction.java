package dev.tributary.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.tributary.batch.AnswerTooLargeException;
import dev.tributary.batch.BatchReport;
import dev.tributary.batch.WholeBatch;
import dev.tributary.metrics.Metrics;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;

/**
 * One invocation of a function that enriches the records of an EventBridge pipe: an array in, an array out. A pipe takes all
 * of an answer or none, and passes an empty one to nobody; an error makes it try the batch again.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/pipes-enrichment.html">what a pipe does with the
 *     answer</a>
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-batching-concurrency.html">how many
 *     elements it may have</a>
 */
public final class PipeFunction {

    /** The largest answer that Lambda passes on; its quotas call it 6 MB. */
    public static final int MAX_ANSWER_BYTES = 6_291_556;

    private final WholeBatch<?, ?> batch;
    private final Surroundings surroundings;

    public PipeFunction(WholeBatch<?, ?> batch, Metrics metrics, Clock clock) {
        this.batch = batch;
        this.surroundings = new Surroundings(metrics, clock);
    }

    /**
     * Handles one batch.
     *
     * @throws NothingCommittedException if a record, and with it the batch, must be tried again
     * @throws AnswerTooLargeException if the answer would be too large, until the pipe splits the batch
     * @throws IllegalArgumentException if the event is not what a pipe sends of a Kinesis stream
     */
    public void handle(InputStream event, OutputStream answer, Context context) throws IOException {
        write(
                surroundings.run(context, invocation -> {
                    WholeBatch.Result result = batch.run(PipeRecords.from(event), invocation);
                    Surroundings.log(result.report());
                    result.report().stop().ifPresent(stop -> fail(result.report(), stop));
                    return result.lines();
                }),
                answer);
    }

    private static void fail(BatchReport report, BatchReport.Stop stop) {
        if (stop.cause() instanceof AnswerTooLargeException tooLarge) {
            throw tooLarge;
        }
        throw new NothingCommittedException(report.received(), stop);
    }

    private static void write(List<byte[]> lines, OutputStream answer) throws IOException {
        int before = '[';
        for (byte[] line : lines) {
            answer.write(before);
            answer.write(line);
            before = ',';
        }
        if (lines.isEmpty()) {
            answer.write(before);
        }
        answer.write(']');
    }
}
