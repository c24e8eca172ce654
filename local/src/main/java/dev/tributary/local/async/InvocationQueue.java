package dev.tributary.local.async;

import dev.tributary.local.async.FailedEvent.Condition;
import dev.tributary.local.source.FunctionInvoker;
import dev.tributary.local.source.InvocationResult;
import dev.tributary.local.source.InvocationResult.Failed;
import java.time.Clock;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events of one function that Lambda took and answers nobody for: it invokes the function with each, tries again what
 * fails, and at last tells the destination. Deterministic, without threads of its own; safe for use by several, each of
 * which attempts one event at a time.
 */
public final class InvocationQueue {

    private static final Logger LOG = LoggerFactory.getLogger(InvocationQueue.class);

    private final AsyncSettings settings;
    private final FunctionInvoker function;
    private final OnFailure onFailure;
    private final Clock clock;
    private final Queue<QueuedEvent> waiting = new PriorityQueue<>(QueuedEvent.ORDER);
    private boolean stopped;
    private long accepted;
    private long invocations;
    private long retried;
    private long delivered;
    private long givenUp;

    public InvocationQueue(AsyncSettings settings, FunctionInvoker function, OnFailure onFailure, Clock clock) {
        this.settings = settings;
        this.function = function;
        this.onFailure = onFailure;
        this.clock = clock;
    }

    /** Takes an event, which is Lambda's to deliver from now on. */
    public synchronized void accept(byte[] eventJson) {
        accepted++;
        waiting.add(QueuedEvent.first(accepted, UUID.randomUUID().toString(), eventJson, clock.instant()));
    }

    /**
     * Invokes the function with the next event that is due, or tells the destination of one that is given up.
     *
     * @return whether there was one
     */
    public boolean attemptNext() {
        QueuedEvent event = takeDue();
        if (event == null) {
            return false;
        }
        if (event.failed() != null) {
            tell(event, event.failed());
        } else if (event.isOlderThan(settings.maximumEventAge(), clock.instant())) {
            queue(event.givenUp(Condition.EVENT_AGE_EXCEEDED, clock.instant()));
        } else {
            settle(event.invoked(invoke(event)));
        }
        return true;
    }

    /** From now on, an invocation that fails has been broken off: its event waits as before. */
    synchronized void stop() {
        stopped = true;
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    /** Whether every event that was taken is delivered or given up. */
    public boolean isEmpty() {
        return report().eventsPending() == 0;
    }

    public synchronized QueueReport report() {
        return new QueueReport(accepted, invocations, retried, delivered, givenUp);
    }

    private synchronized @Nullable QueuedEvent takeDue() {
        return Optional.ofNullable(waiting.peek())
                .filter(next -> !stopped && !next.due().isAfter(clock.instant()))
                .map(next -> waiting.remove())
                .orElse(null);
    }

    private synchronized void queue(QueuedEvent event) {
        waiting.add(event);
    }

    private InvocationResult invoke(QueuedEvent event) {
        count(event);
        try {
            return function.invoke(event.payload());
        } catch (RuntimeException thrown) {
            // An invoker that breaks must not end its thread: to Lambda it is a function that failed.
            LOG.warn("An asynchronous invocation failed", thrown);
            return new Failed(thrown.getClass().getName(), String.valueOf(thrown.getMessage()));
        }
    }

    private synchronized void count(QueuedEvent event) {
        invocations++;
        retried += event.invocations() > 0 ? 1 : 0;
    }

    private synchronized void settle(QueuedEvent tried) {
        if (tried.lastResult() instanceof InvocationResult.Answered) {
            delivered++;
        } else if (stopped || tried.invocations() <= settings.maximumRetryAttempts()) {
            waiting.add(tried.retriedAfter(clock.instant()));
        } else {
            waiting.add(tried.givenUp(Condition.RETRIES_EXHAUSTED, clock.instant()));
        }
    }

    private void tell(QueuedEvent event, FailedEvent failed) {
        try {
            onFailure.send(failed);
        } catch (RuntimeException refused) {
            LOG.warn("The on-failure destination refused an event", refused);
            queue(event.refusedAt(clock.instant()));
            return;
        }
        told();
    }

    private synchronized void told() {
        givenUp++;
    }
}
