package dev.tributary.local.kinesis;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a shard is, without its records.
 *
 * @param number counts the shards of a stream from 0
 * @param epoch a second, later than the epochs of its parents, that leads its sequence numbers
 * @param parents none for a stream's first shards, one after a split, two after a merge
 * @param closed when it was split or merged; absent while it takes records
 */
record Shard(
        int number,
        HashRange range,
        List<String> parents,
        long epoch,
        Instant opened,
        @Nullable Instant closed) {

    String id() {
        return "shardId-%012d".formatted(number);
    }

    boolean isOpen() {
        return closed == null;
    }

    boolean isOpenAt(Instant time) {
        return !opened.isAfter(time) && !isClosedBefore(time);
    }

    boolean isClosedBefore(Instant time) {
        return closed != null && closed.isBefore(time);
    }

    Shard close(Instant now) {
        return new Shard(number, range, parents, epoch, opened, now);
    }
}
