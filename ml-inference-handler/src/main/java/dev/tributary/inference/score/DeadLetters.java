package dev.tributary.inference.score;

import dev.tributary.aws.Invocation;
import dev.tributary.aws.Sent;
import dev.tributary.deadletter.DeadLetter;
import dev.tributary.deadletter.DeadLetterQueue;
import dev.tributary.deadletter.Rejection;
import dev.tributary.record.Input;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** What a run sets aside, on its way to the dead-letter queue: a call's worth at a time. At least once: a repeat sends it again. */
final class DeadLetters {

    private static final int MOST_WAITING = 10;

    private final DeadLetterQueue queue;
    private final Clock clock;
    private final Counts counts;
    private final Invocation invocation;
    private final List<DeadLetter> waiting = new ArrayList<>(MOST_WAITING);

    DeadLetters(DeadLetterQueue queue, Clock clock, Counts counts, Invocation invocation) {
        this.queue = queue;
        this.clock = clock;
        this.counts = counts;
        this.invocation = invocation;
    }

    /**
     * Takes a letter.
     *
     * @throws IOException if the queue does not take those that wait
     */
    void add(Input input, Rejection rejection) throws IOException {
        waiting.add(new DeadLetter(input, rejection, invocation, clock.instant()));
        if (waiting.size() == MOST_WAITING) {
            send();
        }
    }

    /**
     * Sends what waits.
     *
     * @throws IOException if the queue does not take it
     */
    void send() throws IOException {
        if (waiting.isEmpty()) {
            return;
        }
        Sent sent = queue.send(waiting, invocation.writing());
        counts.deadLettered(sent.durable());
        if (sent.failure() != null) {
            throw new IOException("a dead letter that could not be sent", sent.failure());
        }
        waiting.clear();
    }
}
