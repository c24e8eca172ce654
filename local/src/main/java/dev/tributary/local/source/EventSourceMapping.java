package dev.tributary.local.source;

import java.time.Clock;
import java.time.Instant;

/**
 * A stream bound to a function, or to a pipe's enrichment and target. Hands out the lanes of its shards, each to be
 * driven by one thread, and counts what they do together.
 */
public final class EventSourceMapping {

    private final MappingIdentity identity;
    private final StreamMapping settings;
    private final EventForm form;
    private final FunctionInvoker function;
    private final FailureDestination onFailure;
    private final Clock clock;
    private final Waiting waiting;
    private final DeliveryCounts counts = new DeliveryCounts();

    /** Binds a stream to a function. */
    public EventSourceMapping(
            MappingIdentity identity,
            StreamMapping settings,
            FunctionInvoker function,
            FailureDestination onFailure,
            Clock clock,
            Waiting waiting) {
        this(identity, settings, EventForm.FUNCTION, function, onFailure, clock, waiting);
    }

    private EventSourceMapping(
            MappingIdentity identity,
            StreamMapping settings,
            EventForm form,
            FunctionInvoker function,
            FailureDestination onFailure,
            Clock clock,
            Waiting waiting) {
        this.identity = identity;
        this.settings = settings;
        this.form = form;
        this.function = function;
        this.onFailure = onFailure;
        this.clock = clock;
        this.waiting = waiting;
    }

    /**
     * Binds a stream to a pipe, whose events have a form of their own.
     *
     * @param enrichmentAndTarget takes a batch through both; what fails in either fails the batch
     */
    public static EventSourceMapping ofPipe(
            MappingIdentity identity,
            StreamMapping settings,
            FunctionInvoker enrichmentAndTarget,
            FailureDestination onFailure,
            Clock clock,
            Waiting waiting) {
        return new EventSourceMapping(
                identity, settings, EventForm.PIPE, enrichmentAndTarget, onFailure, clock, waiting);
    }

    /** A lane of this shard; its records must arrive in the order of their sequence numbers. */
    public Lane lane(String shardId) {
        return new Lane(this, shardId);
    }

    /** Which of a shard's lanes, counted from 0, takes this key: always the same one. */
    public int laneOf(String orderingKey) {
        return Math.floorMod(orderingKey.hashCode(), settings.parallelizationFactor());
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

    EventForm form() {
        return form;
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
