package dev.tributary.batch;

import dev.tributary.aws.Invocation;
import dev.tributary.batch.BatchReport.Counts;
import dev.tributary.batch.BatchReport.Stop;
import dev.tributary.batch.BatchReport.StopReason;
import dev.tributary.deadletter.DeadLetterQueue;
import dev.tributary.deadletter.Rejection;
import dev.tributary.metrics.Metrics;
import dev.tributary.record.SourceRecord;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The batch law for callers that take a batch as a whole or try it again as a whole, and get its lines as the answer: records
 * in order, each with one outcome; every dead letter durable before the answer; no answer if one record is to be tried again.
 * At least once: a caller that loses the answer, or cannot pass it on, asks again.
 *
 * @param <D> a decoded record
 * @param <C> what a batch gathers for its records
 */
public final class WholeBatch<D, C> {

    private final RecordProcessor<D, C> processor;
    private final AnswerLimit limit;
    private final RejectBreaker breaker;
    private final SetAside setAside;
    private final BatchMetrics metrics;

    public WholeBatch(
            RecordProcessor<D, C> processor,
            AnswerLimit limit,
            DeadLetterQueue deadLetters,
            RejectLimit rejects,
            Metrics metrics,
            Clock clock) {
        this.processor = processor;
        this.limit = limit;
        this.breaker = new RejectBreaker(rejects, metrics, clock);
        this.setAside = new SetAside(deadLetters, clock);
        this.metrics = new BatchMetrics(metrics, clock);
    }

    /**
     * What a batch came to.
     *
     * @param report tells whether all of its records are committed, or none
     * @param lines one for each record that succeeded, in order; none if the batch is to be tried again
     */
    public record Result(BatchReport report, List<byte[]> lines) {}

    /** Runs one batch of source records, in their order. */
    public Result run(List<SourceRecord> parents, Invocation invocation) {
        if (parents.isEmpty()) {
            return new Result(new BatchReport(0, 0, new Counts(0, 0, 0, 0), null), List.of());
        }
        SourceRecord first = parents.get(0);
        metrics.begin(first);
        Assessment assessed = Assessment.of(parents, new BoundedAnswer<>(processor, limit), invocation);
        if (parents.size() == 1 && assessed.cause() instanceof AnswerTooLargeException tooLarge) {
            assessed = refusal(first, tooLarge);
        }
        Result result = settle(breaker.judge(assessed, invocation.origin()), invocation);
        metrics.end(result.report(), first);
        return result;
    }

    /**
     * A source record that nobody can split: it is set aside as it came. Its caller would try it in vain until it gives it up,
     * and keep none of its bytes; and of its records, which may be many thousands, one dead letter tells as much as one each.
     */
    private static Assessment refusal(SourceRecord parent, AnswerTooLargeException tooLarge) {
        Rejection rejection = new Rejection("answer", "ANSWER_TOO_LARGE", String.valueOf(tooLarge.getMessage()));
        return new Assessment(List.of(parent), List.of(new Outcome.Reject(rejection)), null, null);
    }

    private Result settle(Assessment assessed, Invocation invocation) {
        if (assessed.reason() != null) {
            // Not even its dead letters are sent: the next attempt comes to them again.
            return none(assessed, assessed.reason(), assessed.cause());
        }
        int all = assessed.records().size();
        Reach letters = setAside.send(assessed, all, invocation, invocation.writing());
        if (letters.failure() != null) {
            return none(assessed, StopReason.DEAD_LETTER_NOT_WRITTEN, letters.failure());
        }
        List<Outcome> outcomes = assessed.outcomes();
        return new Result(new BatchReport(all, all, Outcomes.counts(outcomes, 0), null), Outcomes.lines(outcomes));
    }

    private static Result none(Assessment assessed, StopReason reason, @Nullable Exception cause) {
        List<SourceRecord> records = assessed.records();
        Stop stop = new Stop(records.get(0).id(), reason, cause);
        return new Result(new BatchReport(records.size(), 0, new Counts(0, 0, 0, 0), stop), List.of());
    }
}
