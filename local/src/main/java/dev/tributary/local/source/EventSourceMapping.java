package dev.tributary.local.source;

import java.time.Clock;
import java.time.Instant;

/**
 * A Kinesis stream bound to a function. Hands out the lanes of its shards, each to be driven by one thread, and counts
 * what they do together.
 */
public final class EventSourceMapping {

    private final MappingIdentity identity;
    private final StreamMapping settings;
    private final FunctionInvoker function;
    private final FailureDestination onFailure;
    private final Clock clock;
    private final Waiting waiting;
    private final DeliveryCounts counts = new DeliveryCounts();

    public EventSourceMapping(
            MappingIdentity identity,
            StreamMapping settings,
            FunctionInvoker function,
            FailureDestination onFailure,
            Clock clock,
            Waiting waiting) {
        this.identity = identity;
        this.settings = settings;
        this.function = function;
        this.onFailure = onFailure;
        this.clock = clock;
        this.waiting = waiting;
    }

    /** A lane of this shard; its records must arrive in the order of their sequence numbers. */
    public Lane lane(String shardId) {
        return new Lane(this, shardId);
    }

    /** Which of a shard's lanes, counted from 0, takes this partition key: always the same one. */
    public int laneOf(String partitionKey) {
        return Math.floorMod(partitionKey.hashCode(), settings.parallelizationFactor());
    }

    public MappingReport report() {
        return counts.snapshot();
    }

    public MappingIdentity identity() {
        return identity;
    }

    public StreamMapping settings() {
        return settings;
    }

    FunctionInvoker function() {
        return function;
    }

    FailureDestination onFailure() {
        return onFailure;
    }

    Instant now() {
        return clock.instant();
    }

    Waiting waiting() {
        return waiting;
    }

    DeliveryCounts counts() {
        return counts;
    }
}
