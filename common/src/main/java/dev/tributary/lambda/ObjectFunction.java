package dev.tributary.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.aws.Invocation;
import dev.tributary.json.Json;
import dev.tributary.metrics.Metrics;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One invocation of a function that S3 tells of new objects. Lambda invokes it asynchronously: an error makes it invoke again,
 * and at last hand the event to the function's on-failure destination; nobody reads the answer, except a person who invokes
 * the function by hand.
 */
public final class ObjectFunction {

    /** What is done with an object. */
    @FunctionalInterface
    public interface ObjectProcessor {

        /**
         * Processes an object, with the same result each time.
         *
         * @return what became of it, for a person
         * @throws IOException if its content broke off
         */
        ObjectNode process(ObjectNotification notification, Invocation invocation) throws IOException;
    }

    private final ObjectProcessor processor;
    private final Surroundings surroundings;

    public ObjectFunction(ObjectProcessor processor, Metrics metrics, Clock clock) {
        this.processor = processor;
        this.surroundings = new Surroundings(metrics, clock);
    }

    /**
     * Handles an event: all of its objects, also those behind one that fails.
     *
     * @throws ObjectFailedException if an object failed, and the event must be tried again
     * @throws IllegalArgumentException if the event is not what S3 sends
     */
    public void handle(InputStream event, OutputStream answer, Context context) throws IOException {
        ArrayNode done = surroundings.run(context, invocation -> process(ObjectNotifications.from(event), invocation));
        answer.write(Json.write(Json.object().set("objects", done)));
    }

    private ArrayNode process(List<ObjectNotification> notifications, Invocation invocation) {
        ArrayNode done = Json.object().putArray("objects");
        ObjectFailedException failure = null;
        for (ObjectNotification notification : notifications) {
            try {
                done.add(processor.process(notification, invocation));
            } catch (IOException | RuntimeException e) {
                failure = failed(notification, e, failure);
            }
        }
        if (failure != null) {
            throw failure;
        }
        return done;
    }

    /** The first failure, with those behind it. */
    private static ObjectFailedException failed(
            ObjectNotification notification, Exception cause, @Nullable ObjectFailedException first) {
        ObjectFailedException failure = new ObjectFailedException(notification.object(), cause);
        if (first == null) {
            return failure;
        }
        first.addSuppressed(failure);
        return first;
    }
}
