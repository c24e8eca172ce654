package dev.tributary.scenarios;

import dev.tributary.testing.Aggregates;
import java.nio.charset.StandardCharsets;
import java.util.List;

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

    /** An order of a product, of as many pieces as its number says. */
    static Event order(String product, int number) {
        return of(
                product,
                "{\"eventId\":\"event-%d\",\"productId\":\"%s\",\"quantity\":%d}".formatted(number, product, number));
    }

    /** These events as the Kinesis Producer Library packs them into one. */
    static Event aggregate(List<Event> events) {
        return new Event(
                "packed",
                Aggregates.of(events.stream()
                        .map(event -> new Aggregates.Part(event.partitionKey(), event.bytes()))
                        .toList()));
    }

    /** The event as the stream took it. */
    record Sent(String stream, String shard, String sequence, Event event) {

        /** The identity that its output and its dead letter must carry. */
        String recordId() {
            return recordId(0);
        }

        /** The identity of an event that was packed into it. */
        String recordId(int place) {
            return String.join(".", stream, shard, sequence, Integer.toString(place));
        }
    }
}
