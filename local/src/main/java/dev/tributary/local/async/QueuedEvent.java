package dev.tributary.local.async;

import dev.tributary.local.source.InvocationResult;
import dev.tributary.local.source.RetrySchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * An event in a function's queue, with its history.
 *
 * @param number counts the queue's events
 * @param accepted when it was queued
 * @param due when it may be taken from the queue
 * @param invocations how often the function was invoked with it
 * @param lastResult what came of the last of these
 * @param failed what is to be told of it, once it is given up
 * @param refusals how often the destination did not take that
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record QueuedEvent(
        long number,
        String requestId,
        byte[] payload,
        Instant accepted,
        Instant due,
        int invocations,
        @Nullable InvocationResult lastResult,
        @Nullable FailedEvent failed,
        int refusals) {

    /** As the queue gives them out. */
    static final Comparator<QueuedEvent> ORDER =
            Comparator.comparing(QueuedEvent::due).thenComparingLong(QueuedEvent::number);

    static QueuedEvent first(long number, String requestId, byte[] payload, Instant now) {
        return new QueuedEvent(number, requestId, payload, now, now, 0, null, null, 0);
    }

    boolean isOlderThan(Duration age, Instant now) {
        return Duration.between(accepted, now).compareTo(age) > 0;
    }

    QueuedEvent invoked(InvocationResult result) {
        return new QueuedEvent(number, requestId, payload, accepted, due, invocations + 1, result, failed, refusals);
    }

    /** The second wait is twice as long as the first, as Lambda's minute and two, and much shorter. */
    QueuedEvent retriedAfter(Instant now) {
        Instant next = now.plus(RetrySchedule.before(invocations));
        return new QueuedEvent(number, requestId, payload, accepted, next, invocations, lastResult, failed, refusals);
    }

    QueuedEvent givenUp(FailedEvent.Condition condition, Instant now) {
        FailedEvent told = new FailedEvent(requestId, condition, invocations, lastResult, now, payload);
        return new QueuedEvent(number, requestId, payload, accepted, now, invocations, lastResult, told, refusals);
    }

    QueuedEvent refusedAt(Instant now) {
        Instant next = now.plus(RetrySchedule.before(refusals + 1));
        return new QueuedEvent(
                number, requestId, payload, accepted, next, invocations, lastResult, failed, refusals + 1);
    }
}
