package dev.tributary.local.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong in a run. With the same seed and the same events, the nth delivery of a batch meets the same faults,
 * whatever other shards do meanwhile.
 */
public final class FaultPlan {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What a change of a table holds of its writer. */
    private static final List<String> CHANGE = List.of("Keys", "OldImage", "NewImage");

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
        return new InvocationFaults(next(isNone() ? 0 : fingerprint(eventJson)));
    }

    /** The faults of handing a pipe's target what came of this event. */
    public ServiceFaults forTarget(byte[] eventJson) {
        return next(isNone() ? 0 : ~fingerprint(eventJson));
    }

    /** The faults of the next object that a delivery stream puts; they follow the count of its puts, not what they hold. */
    public ServiceFaults forPut(String deliveryStream) {
        return next(deliveryStream.hashCode());
    }

    /**
     * The faults of telling of an object.
     *
     * @param eTag of what it holds: keys differ from run to run
     */
    public ServiceFaults forObject(String bucket, String eTag) {
        return next((bucket + "/" + eTag).hashCode());
    }

    /** The faults of the call that a request to the API leads to. */
    public ServiceFaults forRequest(String request) {
        return next(request.hashCode());
    }

    private ServiceFaults next(int subject) {
        if (seed == null) {
            return new ServiceFaults(null, this);
        }
        int delivery = deliveries.merge(subject, 1, Integer::sum);
        return new ServiceFaults(new SplittableRandom(seed * 31 + subject * 17L + delivery), this);
    }

    /** Of what the producer sent alone, or an object holds: sequence numbers, keys and times differ from run to run. */
    private static int fingerprint(byte[] eventJson) {
        try {
            JsonNode event = MAPPER.readTree(eventJson);
            JsonNode first = event.at("/Records/0");
            if (first.has("dynamodb")) {
                return CHANGE.stream().map(event::findValues).toList().hashCode();
            }
            if (first.has("s3")) {
                return event.findValuesAsText("eTag").hashCode();
            }
            return event.findValuesAsText("data").stream()
                    .map(FaultPlan::sent)
                    .toList()
                    .hashCode();
        } catch (IOException e) {
            throw new UncheckedIOException("an event that is not JSON", e);
        }
    }

    /** What the API wrapped, without its request id and time; anything else as it is. */
    private static String sent(String data) {
        try {
            JsonNode record = MAPPER.readTree(Base64.getDecoder().decode(data));
            return record.has("requestId") && record.has("body")
                    ? record.path("body").toString()
                    : data;
        } catch (IOException | IllegalArgumentException notJson) {
            return data;
        }
    }

    /** How often each fault has struck so far. */
    public synchronized Map<Fault, Integer> counts() {
        return new EnumMap<>(counts);
    }

    synchronized void struck(Fault fault) {
        counts.merge(fault, 1, Integer::sum);
    }
}
