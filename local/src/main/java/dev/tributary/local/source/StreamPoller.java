package dev.tributary.local.source;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Runs a mapping on a live stream: finds its shards, also those that come while it runs, reads each once its parents
 * are resolved, and delivers every lane on a thread of its own. Where it stands is kept in memory alone; a new poller
 * begins again at the mapping's starting position.
 */
public final class StreamPoller implements Poller {

    private static final Logger LOG = LoggerFactory.getLogger(StreamPoller.class);

    /** Shards that come while the mapping runs are read from their first record. */
    private static final StartingPosition NEW_SHARDS = new StartingPosition.TrimHorizon();

    private final EventSourceMapping mapping;
    private final StreamReader stream;
    private final Map<String, ShardConsumer> shards = new LinkedHashMap<>();
    private final Threads threads = new Threads();
    private final Thread coordinator = threads.daemon("shards", this::followShards);

    public StreamPoller(EventSourceMapping mapping, StreamReader stream) {
        this.mapping = mapping;
        this.stream = stream;
    }

    /**
     * Starts reading. When it returns, the position in each shard is fixed, so that LATEST sees what is put from then
     * on.
     *
     * @throws SdkException when the stream is not there or cannot be read
     */
    @Override
    public void start() {
        discover(mapping.settings().startingPosition());
        startReady();
        coordinator.start();
    }

    /**
     * Whether everything that the stream holds is resolved: delivered, given up or filtered out. Asks the stream, and
     * so covers each record whose put had returned before this call.
     *
     * @throws IllegalStateException if a thread of this poller died, so that some records will never be resolved
     */
    @Override
    public boolean isIdle() {
        check();
        try {
            discover(NEW_SHARDS);
            return consumers().stream().allMatch(shard -> shard.isFinished() || shard.isIdle());
        } catch (SdkException unavailable) {
            LOG.debug("Cannot tell whether {} is idle", mapping.identity().streamArn(), unavailable);
            return false;
        }
    }

    /**
     * Does nothing while all threads of this poller are well.
     *
     * @throws IllegalStateException if one died, so that some records will never be resolved
     */
    @Override
    public void check() {
        threads.check();
    }

    @Override
    public MappingReport report() {
        return mapping.report();
    }

    /** Stops at once: what an invocation is working on is interrupted, and stays unresolved. */
    @Override
    public void close() {
        Threads.stop(List.of(coordinator));
        Threads.stop(consumers().stream().flatMap(ShardConsumer::threads).toList());
    }

    private void followShards() throws InterruptedException {
        while (true) {
            mapping.waiting().sleep(ShardConsumer.POLL_INTERVAL);
            try {
                discover(NEW_SHARDS);
                startReady();
            } catch (SdkException unavailable) {
                LOG.warn(
                        "Listing the shards of {} failed: {}",
                        mapping.identity().streamArn(),
                        unavailable.getMessage());
            }
        }
    }

    private synchronized void discover(StartingPosition position) {
        for (StreamReader.SourceShard shard : stream.shards()) {
            if (!shards.containsKey(shard.id())) {
                ShardCursor cursor = new ShardCursor(stream, shard.id(), position, mapping.now());
                shards.put(shard.id(), new ShardConsumer(mapping, shard, cursor, threads));
            }
        }
    }

    private synchronized void startReady() {
        for (ShardConsumer shard : shards.values()) {
            // A parent that is not listed is beyond the retention: nothing of it is left to wait for.
            if (shard.parents().stream().map(shards::get).allMatch(parent -> parent == null || parent.isFinished())) {
                shard.start();
            }
            if (shard.isFinished()) {
                shard.threads().forEach(Thread::interrupt);
            }
        }
    }

    private synchronized List<ShardConsumer> consumers() {
        return List.copyOf(shards.values());
    }
}
