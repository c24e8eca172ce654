package dev.tributary.batch;

import dev.tributary.aws.Deadline;
import dev.tributary.aws.Invocation;
import dev.tributary.deadletter.DeadLetter;
import dev.tributary.deadletter.DeadLetterQueue;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Sends the rejected records of a batch to the dead-letter queue, in their order. */
final class SetAside {

    private final DeadLetterQueue queue;
    private final Clock clock;

    SetAside(DeadLetterQueue queue, Clock clock) {
        this.queue = queue;
        this.clock = clock;
    }

    /**
     * How far the dead letters went.
     *
     * @param end the index of the first record whose dead letter is not durable; the asked-for end if all are
     * @param failure why it is not; null if all are
     */
    record Result(int end, @Nullable Exception failure) {}

    /** Sends those among the records before {@code end}; stops at the first that cannot be made durable. */
    Result send(Assessment assessed, int end, Invocation invocation, Deadline deadline) {
        List<Integer> rejected = IntStream.range(0, end)
                .filter(i -> assessed.outcomes().get(i) instanceof Outcome.Reject)
                .boxed()
                .toList();
        Instant now = clock.instant();
        DeadLetterQueue.Sent sent = queue.send(
                rejected.stream().map(i -> letter(assessed, i, invocation, now)).toList(), deadline);
        return sent.failure() == null
                ? new Result(end, null)
                : new Result(rejected.get(sent.durable()), sent.failure());
    }

    private static DeadLetter letter(Assessment assessed, int index, Invocation invocation, Instant now) {
        Outcome.Reject reject = (Outcome.Reject) assessed.outcomes().get(index);
        return new DeadLetter(assessed.records().get(index), reject.rejection(), invocation, now);
    }
}
