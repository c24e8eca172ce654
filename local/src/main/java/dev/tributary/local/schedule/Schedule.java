package dev.tributary.local.schedule;

import dev.tributary.local.template.FunctionDefinition;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** A schedule of a function, which hands on an event each time that it fires. When it does is its caller's to say. */
public final class Schedule {

    /** The types of event sources that are schedules. */
    public static final List<String> TYPES =
            Arrays.stream(ScheduleType.values()).map(ScheduleType::samName).toList();

    private final ScheduleSettings settings;
    private final ScheduledEvent form;
    private final Clock clock;
    private final Consumer<byte[]> receiver;

    /**
     * For an event source of a function, of one of {@link #TYPES}.
     *
     * @param receiver takes each event
     * @throws IllegalArgumentException naming every property that is missing, malformed or not simulated
     */
    public Schedule(
            FunctionDefinition function, FunctionDefinition.Event event, Clock clock, Consumer<byte[]> receiver) {
        this.settings = ScheduleSettings.of(type(event), function, event);
        this.form = new ScheduledEvent(settings);
        this.clock = clock;
        this.receiver = receiver;
    }

    private static ScheduleType type(FunctionDefinition.Event event) {
        return Arrays.stream(ScheduleType.values())
                .filter(type -> type.samName().equals(event.type()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        event.logicalId() + ": " + event.type() + " (expected: one of " + TYPES + ")"));
    }

    /** Whether the template has it fire. */
    public boolean isEnabled() {
        return settings.enabled();
    }

    /** Fires once, if it is enabled. */
    public void fire() {
        if (isEnabled()) {
            receiver.accept(form.of(UUID.randomUUID().toString(), clock.instant()));
        }
    }
}
