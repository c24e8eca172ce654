package dev.tributary.local.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.local.backend.Backend;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * What a schedule invokes its function with: its own input, or else the event of its service ("Scheduled Event" in the Amazon
 * EventBridge user guide; the EventBridge Scheduler user guide for what that one sends in its place).
 */
record ScheduledEvent(ScheduleSettings settings) {

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The event of one firing.
     *
     * @param id tells the firings of all schedules apart
     */
    byte[] of(String id, Instant now) {
        return settings.input()
                .map(input -> filled(input, id, now))
                .orElseGet(() -> byDefault(id, now))
                .getBytes(UTF_8);
    }

    /** EventBridge Scheduler fills in what it knows of the firing; a rule's input is as it stands. */
    private String filled(String input, String id, Instant now) {
        return settings.type() == ScheduleType.RULE
                ? input
                : input.replace("<aws.scheduler.schedule-arn>", settings.arn())
                        .replace("<aws.scheduler.scheduled-time>", SECOND.format(now))
                        .replace("<aws.scheduler.execution-id>", id)
                        .replace("<aws.scheduler.attempt-number>", "1"); // Lambda's queue took it the first time
    }

    private String byDefault(String id, Instant now) {
        ObjectNode event = JSON.createObjectNode()
                .put("version", "0")
                .put("id", id)
                .put("detail-type", "Scheduled Event")
                .put("source", settings.type().source())
                .put("account", Backend.ACCOUNT)
                .put("time", SECOND.format(now))
                .put("region", Backend.REGION);
        event.putArray("resources").add(settings.arn());
        if (settings.type() == ScheduleType.RULE) {
            event.putObject("detail");
        } else {
            event.put("detail", "{}"); // text, unlike a rule's
        }
        return event.toString();
    }
}
