package dev.tributary.local.kinesis;

import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which shards ListShards answers, by the filter types of its API reference.
 *
 * @param argument a shard id, or epoch milliseconds, as the type needs; else empty
 */
record ShardFilter(Type type, String argument) {

    enum Type {
        AFTER_SHARD_ID,
        AT_TRIM_HORIZON,
        FROM_TRIM_HORIZON,
        AT_LATEST,
        AT_TIMESTAMP,
        FROM_TIMESTAMP
    }

    static ShardFilter of(@Nullable Request filter) {
        if (filter == null) {
            return new ShardFilter(Type.FROM_TRIM_HORIZON, "");
        }
        Type type = type(filter.string("Type"));
        return switch (type) {
            case AFTER_SHARD_ID -> new ShardFilter(type, filter.string("ShardId"));
            case AT_TIMESTAMP, FROM_TIMESTAMP ->
                new ShardFilter(type, Long.toString(filter.instant("Timestamp").toEpochMilli()));
            case AT_TRIM_HORIZON, FROM_TRIM_HORIZON, AT_LATEST -> new ShardFilter(type, "");
        };
    }

    boolean admits(Shard shard, Instant horizon) {
        return switch (type) {
            case AFTER_SHARD_ID -> shard.id().compareTo(argument) > 0;
            case AT_TRIM_HORIZON -> shard.isOpenAt(horizon);
            case FROM_TRIM_HORIZON -> true;
            case AT_LATEST -> shard.isOpen();
            case AT_TIMESTAMP -> shard.isOpenAt(timestamp());
            case FROM_TIMESTAMP -> !shard.isClosedBefore(timestamp());
        };
    }

    private Instant timestamp() {
        return Instant.ofEpochMilli(Long.parseLong(argument));
    }

    static Type type(String name) {
        return Arrays.stream(Type.values())
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow(() -> KinesisException.validation(
                        "ShardFilter.Type: %s (expected: one of %s)".formatted(name, Arrays.toString(Type.values()))));
    }
}
