package dev.tributary.local.bucket;

import dev.tributary.local.source.MappingReport;
import dev.tributary.local.source.Poller;
import dev.tributary.local.source.Threads;
import dev.tributary.local.source.Waiting;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** Watches buckets that tell a function or queues of their objects. Where it stands is kept in memory alone. */
public final class BucketPoller implements Poller {

    private static final Logger LOG = LoggerFactory.getLogger(BucketPoller.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final List<BucketNotifications> buckets;
    private final Waiting waiting;
    private final Threads threads = new Threads();
    private final Thread watch;

    /**
     * A poller, which is not started yet.
     *
     * @param name of whose notifications these are, for the name of the thread
     */
    public BucketPoller(String name, List<BucketNotifications> buckets, Waiting waiting) {
        this.buckets = buckets;
        this.waiting = waiting;
        this.watch = threads.daemon("buckets-" + name, this::watch);
    }

    /**
     * Starts watching. When it returns, each object that is put from then on is told of.
     *
     * @throws IllegalArgumentException if a queue to be told is not there
     * @throws SdkException if a bucket is not there or cannot be listed, or does not get through to a queue
     */
    @Override
    public void start() {
        buckets.forEach(BucketNotifications::configure);
        watch.start();
    }

    /** Whether all objects that are there are told of; what comes of that is others' to tell. */
    @Override
    public boolean isIdle() {
        check();
        try {
            buckets.forEach(BucketNotifications::look);
        } catch (SdkException unavailable) {
            LOG.debug("Cannot tell whether the buckets are idle", unavailable);
            return false;
        }
        return buckets.stream().allMatch(BucketNotifications::hasToldAll);
    }

    @Override
    public void check() {
        threads.check();
    }

    @Override
    public MappingReport report() {
        return MappingReport.NOTHING;
    }

    @Override
    public boolean followsDeliveries() {
        return true;
    }

    @Override
    public void close() {
        Threads.stop(List.of(watch));
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
