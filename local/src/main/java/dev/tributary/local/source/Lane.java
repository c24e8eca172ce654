package dev.tributary.local.source;

import java.time.Duration;
import java.util.Collection;

/**
 * The records of a shard whose keys fall on one lane, delivered in order: no batch starts before the one
 * before it is resolved. Deterministic, without threads of its own; not safe for use by several.
 */
public final class Lane {

    private final EventSourceMapping mapping;
    private final String shardId;
    private final BatchBuffer buffer;
    private final BatchDelivery delivery;

    Lane(EventSourceMapping mapping, String shardId) {
        this.mapping = mapping;
        this.shardId = shardId;
        this.buffer = new BatchBuffer(mapping.settings(), mapping.form());
        this.delivery = new BatchDelivery(mapping, shardId);
    }

    /** Takes records, in the order of the shard, and drops those that no filter lets through. */
    public void offer(Collection<? extends ShardRecord> records) {
        for (ShardRecord record : records) {
            if (mapping.settings().filters().matches(record, mapping.identity())) {
                byte[] json = mapping.form().ofRecord(mapping.identity(), shardId, record);
                buffer.add(new BatchRecord(record, json, mapping.now()));
            } else {
                mapping.counts().filtered();
            }
        }
    }

    /** Delivers the batches that are full or whose window has closed, each until all of it is resolved. */
    public void deliverReady() throws InterruptedException {
        while (deliverNext()) {
            // Until no batch is ready.
        }
    }

    /** Delivers the next batch, if it is full or its window has closed, until all of it is resolved. */
    boolean deliverNext() throws InterruptedException {
        boolean ready = buffer.size() > 0 && untilReady().isZero();
        if (ready) {
            delivery.resolve(buffer.take());
        }
        return ready;
    }

    /** Resolves everything that was offered, waiting for batching windows to close. */
    public void drain() throws InterruptedException {
        while (buffer.size() > 0) {
            mapping.waiting().sleep(untilReady());
            deliverReady();
        }
    }

    /** How many records wait for their batch to be ready. */
    int waiting() {
        return buffer.size();
    }

    /** How long until the next batch is ready; only to be asked while records wait. */
    Duration untilReady() {
        return buffer.untilReady(mapping.now());
    }
}
