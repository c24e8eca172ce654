package dev.tributary.scenarios;

import java.nio.charset.StandardCharsets;

/** An event to send. */
record Event(String partitionKey, byte[] bytes) {

    static Event of(String partitionKey, String text) {
        return new Event(partitionKey, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A page view of a user, told from others by its number. */
    static Event pageView(String user, int number) {
        return of(
                user,
                "{\"event_type\":\"page_view\",\"user_id\":\"%s\",\"page\":\"/product/%d\",\"price\":1.50}"
                        .formatted(user, number));
    }

    /**
     * The event as the stream took it.
     *
     * @param recordId the identity that its output and its dead letter must carry
     */
    record Sent(String recordId, String shard, String sequence, Event event) {}
}
