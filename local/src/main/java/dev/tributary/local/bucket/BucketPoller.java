package dev.tributary.local.bucket;

import dev.tributary.local.async.InvocationQueue;
import dev.tributary.local.async.QueueReport;
import dev.tributary.local.async.QueueWorkers;
import dev.tributary.local.source.MappingReport;
import dev.tributary.local.source.Poller;
import dev.tributary.local.source.Threads;
import dev.tributary.local.source.Waiting;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Watches the buckets that tell a function of their objects, and works through the events that Lambda queues for it. Where it
 * stands is kept in memory alone.
 */
public final class BucketPoller implements Poller {

    private static final Logger LOG = LoggerFactory.getLogger(BucketPoller.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final List<BucketNotifications> buckets;
    private final InvocationQueue queue;
    private final Waiting waiting;
    private final Threads threads = new Threads();
    private final QueueWorkers workers;
    private final Thread watch;

    /**
     * A poller, which is not started yet.
     *
     * @param function its name
     * @param buckets whose events go into the queue
     */
    public BucketPoller(String function, List<BucketNotifications> buckets, InvocationQueue queue, Waiting waiting) {
        this.buckets = buckets;
        this.queue = queue;
        this.waiting = waiting;
        this.workers = new QueueWorkers(queue, function, threads, waiting);
        this.watch = threads.daemon("buckets-" + function, this::watch);
    }

    /**
     * Starts watching. When it returns, each object that is put from then on is told of.
     *
     * @throws SdkException if a bucket is not there or cannot be listed
     */
    @Override
    public void start() {
        buckets.forEach(BucketNotifications::configure);
        watch.start();
        workers.start();
    }

    /** Queues an event that no bucket has told of, as Lambda does for a call of type {@code Event}. */
    public void accept(byte[] eventJson) {
        queue.accept(eventJson);
    }

    @Override
    public boolean isIdle() {
        check();
        try {
            buckets.forEach(BucketNotifications::look);
        } catch (SdkException unavailable) {
            LOG.debug("Cannot tell whether the buckets are idle", unavailable);
            return false;
        }
        return buckets.stream().allMatch(BucketNotifications::hasToldAll) && queue.isEmpty();
    }

    @Override
    public void check() {
        threads.check();
    }

    /** In events, that of the bucket's configuration included. */
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

    @Override
    public boolean followsDeliveries() {
        return true;
    }

    @Override
    public void close() {
        Threads.stop(List.of(watch));
        workers.close();
    }

    private void watch() throws InterruptedException {
        while (true) {
            waiting.sleep(LOOK_EVERY);
            try {
                buckets.forEach(BucketNotifications::look);
            } catch (SdkException unavailable) {
                LOG.warn("Listing a bucket failed: {}", unavailable.getMessage());
            }
        }
    }
}
