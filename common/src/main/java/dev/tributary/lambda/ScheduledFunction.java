package dev.tributary.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.aws.Invocation;
import dev.tributary.json.InvalidJsonException;
import dev.tributary.json.Json;
import dev.tributary.metrics.Metrics;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;

/**
 * One invocation of a function that a schedule or a person begins. Lambda invokes it asynchronously for a schedule: an error makes
 * it invoke again, and at last hand the event to the function's on-failure destination; a person reads the answer.
 */
public final class ScheduledFunction {

    /** What is done in an invocation. */
    @FunctionalInterface
    public interface Work {

        /**
         * Does it.
         *
         * @return what came of it, for a person
         * @throws IOException if what is read broke off
         * @throws IllegalArgumentException if the event asks for what there is not
         */
        ObjectNode run(ObjectNode event, Invocation invocation) throws IOException;
    }

    private static final String SOURCE = "aws.events";
    private static final String TYPE = "Scheduled Event";

    private final Work work;
    private final Surroundings surroundings;

    public ScheduledFunction(Work work, Metrics metrics, Clock clock) {
        this.work = work;
        this.surroundings = new Surroundings(metrics, clock);
    }

    /**
     * Handles an event.
     *
     * @throws IllegalArgumentException if it is no JSON object, or asks for what there is not
     */
    public void handle(InputStream event, OutputStream answer, Context context) throws IOException {
        ObjectNode done = surroundings.run(context, invocation -> {
            try {
                return work.run(request(event), invocation);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        answer.write(Json.write(done));
    }

    /** What the event asks for: nothing in particular if it is the one that EventBridge sends by a schedule. */
    private static ObjectNode request(InputStream event) throws IOException {
        byte[] bytes = event.readAllBytes();
        try {
            ObjectNode request = Json.readObject(bytes);
            boolean isScheduled = request.path("source").asText().equals(SOURCE)
                    && request.path("detail-type").asText().equals(TYPE);
            return isScheduled ? Json.object() : request;
        } catch (InvalidJsonException e) {
            throw new IllegalArgumentException("event: " + e.getMessage(), e);
        }
    }
}
