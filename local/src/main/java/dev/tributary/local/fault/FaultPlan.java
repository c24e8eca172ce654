package dev.tributary.local.fault;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong in a run. With the same seed and the same events, the nth delivery of a batch meets the same faults,
 * whatever other shards do meanwhile.
 */
public final class FaultPlan {

    private final @Nullable Long seed;
    private final Map<Integer, Integer> deliveries = new ConcurrentHashMap<>();
    private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);

    private FaultPlan(@Nullable Long seed) {
        this.seed = seed;
    }

    /** A plan in which nothing goes wrong. */
    public static FaultPlan none() {
        return new FaultPlan(null);
    }

    /** A plan that follows from the seed. */
    public static FaultPlan seeded(long seed) {
        return new FaultPlan(seed);
    }

    /** Whether nothing goes wrong. */
    public boolean isNone() {
        return seed == null;
    }

    /** The faults of one invocation with this event. */
    public InvocationFaults forInvocation(byte[] eventJson) {
        if (seed == null) {
            return new InvocationFaults(null, this);
        }
        int event = Arrays.hashCode(eventJson);
        int delivery = deliveries.merge(event, 1, Integer::sum);
        return new InvocationFaults(new SplittableRandom(seed * 31 + event * 17L + delivery), this);
    }

    /** How often each fault has struck so far. */
    public synchronized Map<Fault, Integer> counts() {
        return new EnumMap<>(counts);
    }

    synchronized void struck(Fault fault) {
        counts.merge(fault, 1, Integer::sum);
    }
}
