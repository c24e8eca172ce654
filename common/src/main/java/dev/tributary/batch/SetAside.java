package dev.tributary.batch;

import dev.tributary.aws.Deadline;
import dev.tributary.aws.Invocation;
import dev.tributary.aws.Sent;
import dev.tributary.deadletter.DeadLetter;
import dev.tributary.deadletter.DeadLetterQueue;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Sends the rejected records of a batch to the dead-letter queue, in their order. */
final class SetAside {

    private final DeadLetterQueue queue;
    private final Clock clock;

    SetAside(DeadLetterQueue queue, Clock clock) {
        this.queue = queue;
        this.clock = clock;
    }

    /** Sends those among the records before {@code end}; stops at the first that cannot be made durable. */
    Reach send(Assessment assessed, int end, Invocation invocation, Deadline deadline) {
        List<Integer> rejected = IntStream.range(0, end)
                .filter(i -> assessed.outcomes().get(i) instanceof Outcome.Reject)
                .boxed()
                .toList();
        Instant now = clock.instant();
        Sent sent = queue.send(
                rejected.stream().map(i -> letter(assessed, i, invocation, now)).toList(), deadline);
        return Reach.of(sent, rejected, end);
    }

    private static DeadLetter letter(Assessment assessed, int index, Invocation invocation, Instant now) {
        Outcome.Reject reject = (Outcome.Reject) assessed.outcomes().get(index);
        return new DeadLetter(assessed.records().get(index), reject.rejection(), invocation, now);
    }
}
