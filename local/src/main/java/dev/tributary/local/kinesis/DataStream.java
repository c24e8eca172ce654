package dev.tributary.local.kinesis;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToLongBiFunction;

/** A stream's shards and records. One lock orders all that happens in it, and what is older than the retention is gone. */
final class DataStream {

    /** Where a record went. */
    record Position(String shardId, String sequenceNumber) {}

    /**
     * What a read from a shard found.
     *
     * @param next the index to go on from
     * @param isEnd whether nothing can follow, since the shard is closed
     * @param children the shards that continue a closed one, at its end
     */
    record Batch(List<StoredRecord> records, long next, long millisBehindLatest, boolean isEnd, List<Shard> children) {}

    private final StreamInfo info;
    private final StreamSettings settings = new StreamSettings();
    private final ShardTable shards;
    private final Clock clock;

    DataStream(StreamInfo info, int shardCount, Clock clock) {
        this.info = info;
        this.shards = new ShardTable(info.name(), shardCount, info.created());
        this.clock = clock;
    }

    StreamInfo info() {
        return info;
    }

    StreamSettings settings() {
        return settings;
    }

    /** The shards that still hold, or may hold, records; by id. */
    synchronized List<Shard> shards() {
        expire();
        return shards.all();
    }

    synchronized int openShardCount() {
        return shards.open().size();
    }

    /** The oldest arrival that is kept. */
    Instant horizon() {
        Instant horizon = now().minus(Duration.ofHours(settings.retentionHours()));
        return horizon.isAfter(info.created()) ? horizon : info.created();
    }

    Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    synchronized String shardIdFor(NewRecord content) {
        return shards.open(content.hashKey()).id();
    }

    synchronized Position append(NewRecord content) {
        Shard shard = shards.open(content.hashKey());
        ShardLog log = shards.log(shard);
        Instant arrival = now();
        String number = SequenceNumbers.of(shard, log.next(), arrival);
        log.append(new StoredRecord(number, arrival, content, settings.encryptionType()));
        return new Position(shard.id(), number);
    }

    /** The index at which a read from a shard starts. */
    synchronized long indexOf(String shardId, ToLongBiFunction<Shard, ShardLog> start) {
        expire();
        Shard shard = shards.get(shardId);
        ShardLog log = shards.log(shard);
        return log.clamp(start.applyAsLong(shard, log));
    }

    synchronized Batch read(String shardId, long index, int limit) {
        expire();
        Shard shard = shards.get(shardId);
        ShardLog log = shards.log(shard);
        long start = log.clamp(index);
        List<StoredRecord> records = log.read(start, limit);
        long next = start + records.size();
        boolean isLatest = next == log.next();
        // Readers take zero for "nothing left", so a record that waits is always at least a millisecond behind.
        long behind = isLatest
                ? 0
                : Math.max(1, Duration.between(log.arrival(next), now()).toMillis());
        boolean isEnd = isLatest && !shard.isOpen();
        return new Batch(records, next, behind, isEnd, isEnd ? shards.children(shard) : List.of());
    }

    /** Changes the number of open shards, and answers what it was. */
    synchronized int scale(int target) {
        int current = openShardCount();
        if (target > 2L * current || 2L * target < current) {
            throw KinesisException.invalidArgument(
                    "TargetShardCount: %d (expected: %d-%d, half to double the open shards)"
                            .formatted(target, (current + 1) / 2, 2L * current));
        }
        shards.scale(target, now());
        return current;
    }

    synchronized void split(String shardId, BigInteger newStartingHashKey) {
        shards.split(shards.get(shardId), newStartingHashKey, now());
    }

    synchronized void merge(String shardId, String adjacentShardId) {
        shards.merge(shards.get(shardId), shards.get(adjacentShardId), now());
    }

    /** Changes the retention; what had expired before stays gone. */
    synchronized void retain(int hours) {
        expire();
        settings.retainHours(hours);
    }

    private void expire() {
        shards.expire(horizon());
    }
}
