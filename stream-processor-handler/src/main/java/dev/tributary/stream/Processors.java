package dev.tributary.stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.stream.apply.ArchiveOnly;
import dev.tributary.stream.apply.EventApplier;
import dev.tributary.stream.apply.EventProcessor;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;

/** Makes the processor of an event type by its class's name. */
final class Processors {

    private Processors() {}

    /**
     * A processor.
     *
     * @param className empty for events that change nothing
     * @throws IllegalArgumentException if there is no such class, or it makes no processor
     */
    static EventProcessor make(String className, JsonNode settings) {
        if (className.isEmpty()) {
            return new ArchiveOnly();
        }
        try {
            Class<?> type =
                    Class.forName(className, true, Thread.currentThread().getContextClassLoader());
            return checked(create(type.asSubclass(EventProcessor.class), settings));
        } catch (ClassNotFoundException e) {
            throw refused(className, "a class on the class path", e);
        } catch (ClassCastException e) {
            throw refused(className, "a class that implements " + EventProcessor.class.getName(), e);
        } catch (NoSuchMethodException | InstantiationException | IllegalAccessException e) {
            throw refused(className, "a public class with a public constructor that takes a JsonNode or nothing", e);
        } catch (InvocationTargetException e) {
            throw refused(
                    className,
                    "settings that it takes; it says: " + e.getTargetException().getMessage(),
                    e);
        }
    }

    private static EventProcessor create(Class<? extends EventProcessor> type, JsonNode settings)
            throws NoSuchMethodException, InstantiationException, IllegalAccessException, InvocationTargetException {
        for (Constructor<?> constructor : type.getConstructors()) {
            if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == JsonNode.class) {
                return type.cast(constructor.newInstance(settings));
            }
        }
        return type.getConstructor().newInstance();
    }

    private static EventProcessor checked(EventProcessor processor) {
        int events = processor.eventsPerTransaction();
        if (events < 1 || events > EventApplier.MOST_EVENTS_PER_TRANSACTION) {
            throw new IllegalArgumentException(processor.getClass().getName() + ": " + events
                    + " events per transaction (expected: 1-" + EventApplier.MOST_EVENTS_PER_TRANSACTION + ")");
        }
        return processor;
    }

    private static IllegalArgumentException refused(String className, String expected, Throwable cause) {
        return new IllegalArgumentException(className + " (expected: " + expected + ")", cause);
    }
}
