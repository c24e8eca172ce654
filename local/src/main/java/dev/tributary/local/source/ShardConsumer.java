package dev.tributary.local.source;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** Reads one shard to its end and spreads its records over the lanes, each with its own thread. */
final class ShardConsumer {

    /** A shard takes five reads a second. */
    static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    private static final Logger LOG = LoggerFactory.getLogger(ShardConsumer.class);

    private final EventSourceMapping mapping;
    private final StreamReader.SourceShard shard;
    private final ShardCursor cursor;
    private final List<LaneWorker> lanes;
    private final Thread reader;
    private boolean started;

    ShardConsumer(EventSourceMapping mapping, StreamReader.SourceShard shard, ShardCursor cursor, Threads threads) {
        this.mapping = mapping;
        this.shard = shard;
        this.cursor = cursor;
        this.lanes = IntStream.range(0, mapping.settings().parallelizationFactor())
                .mapToObj(number -> new LaneWorker(mapping, shard.id(), number, threads))
                .toList();
        this.reader = threads.daemon("reader-" + shard.id(), this::read);
    }

    /** Starts the threads, unless they were started before. */
    void start() {
        if (!started) {
            started = true;
            lanes.forEach(LaneWorker::start);
            reader.start();
        }
    }

    Stream<Thread> threads() {
        return Stream.concat(Stream.of(reader), lanes.stream().map(LaneWorker::thread));
    }

    /** The shards that must be finished before this one starts, so that keys keep their order over a resharding. */
    List<String> parents() {
        return shard.parents();
    }

    /** Whether the shard was closed and all its records are resolved. */
    boolean isFinished() {
        return cursor.isAtEnd() && lanesAreIdle();
    }

    /** Whether all that the shard holds now is resolved. The cursor moves only after the lanes took the records. */
    boolean isIdle() {
        return cursor.nothingFollows() && lanesAreIdle();
    }

    private boolean lanesAreIdle() {
        return lanes.stream().allMatch(LaneWorker::hasResolvedAll);
    }

    private void read() throws InterruptedException {
        int failures = 0;
        while (!cursor.isAtEnd()) {
            try {
                StreamReader.Page read = cursor.read();
                failures = 0;
                take(read);
            } catch (SdkException unavailable) {
                failures++;
                LOG.warn("Reading {} failed, attempt {}: {}", shard.id(), failures, unavailable.getMessage());
                mapping.waiting().sleep(RetrySchedule.before(failures));
            }
        }
    }

    private void take(StreamReader.Page read) throws InterruptedException {
        for (ShardRecord record : read.records()) {
            lanes.get(mapping.laneOf(record.orderingKey())).hand(record);
        }
        cursor.advance(read);
        if (read.records().isEmpty() && !cursor.isAtEnd()) {
            mapping.waiting().sleep(POLL_INTERVAL);
        }
    }
}
