package dev.tributary.local.kinesis;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The shards of a stream, open and closed, and how they split and merge. Guarded by its stream. */
final class ShardTable {

    private final String streamName;
    private final NavigableMap<String, Shard> shards = new TreeMap<>();
    private final NavigableMap<BigInteger, Shard> openByFirstKey = new TreeMap<>();
    private final Map<String, ShardLog> logs = new HashMap<>();
    private int nextNumber;

    ShardTable(String streamName, int count, Instant now) {
        this.streamName = streamName;
        HashRange.uniform(count).forEach(range -> add(range, List.of(), now));
    }

    /** All shards that still hold, or may hold, records; by id. */
    List<Shard> all() {
        return List.copyOf(shards.values());
    }

    /** Open shards by hash range. */
    List<Shard> open() {
        return List.copyOf(openByFirstKey.values());
    }

    Shard open(BigInteger hashKey) {
        return openByFirstKey.floorEntry(hashKey).getValue();
    }

    Shard get(String id) {
        Shard shard = shards.get(id);
        if (shard == null) {
            throw KinesisException.notFound("Shard %s in stream %s not found".formatted(id, streamName));
        }
        return shard;
    }

    ShardLog log(Shard shard) {
        return requireNonNull(logs.get(shard.id()), "every shard has a log");
    }

    List<Shard> children(Shard parent) {
        return shards.values().stream()
                .filter(shard -> shard.parents().contains(parent.id()))
                .toList();
    }

    void split(Shard shard, BigInteger at, Instant now) {
        requireOpen(shard);
        if (!shard.range().isSplitBy(at)) {
            throw KinesisException.invalidArgument("NewStartingHashKey: %s (expected: above %s, up to %s)"
                    .formatted(at, shard.range().first(), shard.range().last()));
        }
        close(shard, now);
        add(shard.range().below(at), List.of(shard.id()), now);
        add(shard.range().from(at), List.of(shard.id()), now);
    }

    Shard merge(Shard shard, Shard adjacent, Instant now) {
        requireOpen(shard);
        requireOpen(adjacent);
        if (!shard.range().isAdjacentTo(adjacent.range())) {
            throw KinesisException.invalidArgument(
                    "AdjacentShardToMerge: %s (expected: a neighbour of %s)".formatted(adjacent.id(), shard.id()));
        }
        close(shard, now);
        close(adjacent, now);
        return add(shard.range().union(adjacent.range()), List.of(shard.id(), adjacent.id()), now);
    }

    /** Splits and merges until the open shards are {@code count} of the same size. */
    void scale(int count, Instant now) {
        List<HashRange> target = HashRange.uniform(count);
        for (HashRange range : target) {
            Shard shard = open(range.first());
            if (shard.range().isSplitBy(range.first())) {
                split(shard, range.first(), now);
            }
        }
        target.forEach(range -> mergeWithin(range, now));
    }

    private void mergeWithin(HashRange range, Instant now) {
        List<Shard> parts = List.copyOf(
                openByFirstKey.subMap(range.first(), true, range.last(), true).values());
        Shard merged = parts.get(0);
        for (Shard part : parts.subList(1, parts.size())) {
            merged = merge(merged, part, now);
        }
    }

    /** Drops records that arrived before the horizon, and shards that were closed before it. */
    void expire(Instant horizon) {
        logs.values().forEach(log -> log.trim(horizon));
        shards.values().removeIf(shard -> shard.isClosedBefore(horizon));
        logs.keySet().retainAll(shards.keySet());
    }

    private Shard add(HashRange range, List<String> parents, Instant now) {
        long epoch = parents.stream().mapToLong(id -> get(id).epoch() + 1).reduce(now.getEpochSecond(), Math::max);
        Shard shard = new Shard(nextNumber++, range, parents, epoch, now, null);
        shards.put(shard.id(), shard);
        openByFirstKey.put(range.first(), shard);
        logs.put(shard.id(), new ShardLog());
        return shard;
    }

    private void close(Shard shard, Instant now) {
        openByFirstKey.remove(shard.range().first());
        shards.put(shard.id(), shard.close(now));
    }

    private void requireOpen(Shard shard) {
        if (!shard.isOpen()) {
            throw KinesisException.invalidArgument(
                    "Shard %s in stream %s is closed (expected: an open shard)".formatted(shard.id(), streamName));
        }
    }
}
