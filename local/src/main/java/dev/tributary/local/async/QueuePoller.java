package dev.tributary.local.async;

import dev.tributary.local.source.MappingReport;
import dev.tributary.local.source.Poller;
import dev.tributary.local.source.Threads;
import dev.tributary.local.source.Waiting;

/**
 * Works through the events that Lambda queues for a function, whichever bucket, schedule or caller they are from. Where it
 * stands is kept in memory alone.
 */
public final class QueuePoller implements Poller {

    private final InvocationQueue queue;
    private final Threads threads = new Threads();
    private final QueueWorkers workers;

    /**
     * A poller, which is not started yet.
     *
     * @param function its name
     */
    public QueuePoller(String function, InvocationQueue queue, Waiting waiting) {
        this.queue = queue;
        this.workers = new QueueWorkers(queue, function, threads, waiting);
    }

    @Override
    public void start() {
        workers.start();
    }

    /** Queues an event, as Lambda does for a call of type {@code Event}. */
    public void accept(byte[] eventJson) {
        queue.accept(eventJson);
    }

    @Override
    public boolean isIdle() {
        check();
        return queue.isEmpty();
    }

    @Override
    public void check() {
        threads.check();
    }

    /** In events, the test events of buckets included. */
    @Override
    public MappingReport report() {
        QueueReport report = queue.report();
        return new MappingReport(
                report.invocations(), report.retriedInvocations(), report.eventsDelivered(), report.eventsGivenUp(), 0);
    }

    /** What became of the events, up to date also after {@link #close}. */
    public QueueReport queueReport() {
        return queue.report();
    }

    /** Its events may be of objects that delivery streams write. */
    @Override
    public boolean followsDeliveries() {
        return true;
    }

    @Override
    public void close() {
        workers.close();
    }
}
