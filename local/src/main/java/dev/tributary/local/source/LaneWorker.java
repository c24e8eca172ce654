package dev.tributary.local.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The thread of one lane: takes what the shard's reader hands over, and delivers it. */
final class LaneWorker {

    private final Lane lane;
    private final int batchSize;
    private final BlockingQueue<ShardRecord> inbox;
    private final AtomicInteger unresolved = new AtomicInteger();
    private final Thread thread;

    LaneWorker(EventSourceMapping mapping, String shardId, int number, Threads threads) {
        this.lane = mapping.lane(shardId);
        this.batchSize = mapping.settings().batchSize();
        this.inbox = new LinkedBlockingQueue<>(2 * batchSize);
        this.thread = threads.daemon("lane-" + shardId + "-" + number, this::run);
    }

    void start() {
        thread.start();
    }

    Thread thread() {
        return thread;
    }

    /** Waits while the lane is more than two batches behind. */
    void hand(ShardRecord record) throws InterruptedException {
        unresolved.incrementAndGet();
        inbox.put(record);
    }

    boolean hasResolvedAll() {
        return unresolved.get() == 0;
    }

    private void run() throws InterruptedException {
        while (true) {
            List<ShardRecord> taken = take();
            int before = lane.waiting();
            lane.offer(taken);
            // One batch at a time: while it was resolved, more may have come for the next one.
            lane.deliverNext();
            unresolved.addAndGet(-(before + taken.size() - lane.waiting()));
        }
    }

    /** What is there, as soon as there is something, and at the latest when a batch is ready. */
    private List<ShardRecord> take() throws InterruptedException {
        ShardRecord first = firstUntilReady();
        List<ShardRecord> taken = new ArrayList<>();
        if (first != null) {
            taken.add(first);
            inbox.drainTo(taken, batchSize - 1);
        }
        return taken;
    }

    private @Nullable ShardRecord firstUntilReady() throws InterruptedException {
        if (lane.waiting() == 0) {
            return inbox.take();
        }
        Duration wait = lane.untilReady();
        return inbox.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
    }
}
