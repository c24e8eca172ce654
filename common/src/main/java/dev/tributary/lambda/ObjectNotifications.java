package dev.tributary.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.json.InvalidJsonException;
import dev.tributary.json.Json;
import dev.tributary.record.ObjectVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what S3 tells of new objects, in either of its forms: the notification that it sends to a function itself, where keys
 * are form-URL-encoded, and the event that comes by EventBridge, where they are not. What tells of no new object, such as the
 * test event that S3 sends when a notification is configured, gives nothing.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">the notification</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html">the event by EventBridge</a>
 */
public final class ObjectNotifications {

    private static final String EXPECTED = " (expected: a notification of S3, or its event by EventBridge)";
    private static final String CREATED = "ObjectCreated:";
    private static final String CREATED_DETAIL = "Object Created";
    private static final String TEST_EVENT = "s3:TestEvent";
    private static final String SOURCE = "aws:s3";
    private static final String EVENT_BRIDGE_SOURCE = "aws.s3";

    private ObjectNotifications() {}

    /**
     * The new objects of an event, in its order.
     *
     * @throws IllegalArgumentException if it is anything else than S3 sends, with a message that quotes no data
     */
    public static List<ObjectNotification> from(InputStream event) {
        ObjectNode node = read(event);
        if (node.path("Event").asText().equals(TEST_EVENT)) {
            return List.of();
        }
        if (node.path("source").asText().equals(EVENT_BRIDGE_SOURCE)) {
            return node.path("detail-type").asText().equals(CREATED_DETAIL)
                    ? List.of(fromEventBridge(node))
                    : List.of();
        }
        if (!node.path("Records").isArray()) {
            throw new IllegalArgumentException("event: neither Records nor source \"aws.s3\"" + EXPECTED);
        }
        List<ObjectNotification> created = new ArrayList<>();
        int index = 0;
        for (JsonNode record : node.path("Records")) {
            String place = "event.Records[" + index++ + "]";
            if (!text(record, "/eventSource", place).equals(SOURCE)) {
                throw new IllegalArgumentException(place + "/eventSource: not \"" + SOURCE + "\"" + EXPECTED);
            }
            if (text(record, "/eventName", place).startsWith(CREATED)) {
                created.add(direct(record, place));
            }
        }
        return created;
    }

    private static ObjectNotification direct(JsonNode record, String place) {
        String key = URLDecoder.decode(text(record, "/s3/object/key", place), StandardCharsets.UTF_8);
        return new ObjectNotification(
                new ObjectVersion(
                        text(record, "/s3/bucket/name", place),
                        key,
                        optional(record, "/s3/object/versionId"),
                        optional(record, "/s3/object/eTag")),
                time(text(record, "/eventTime", place), place + "/eventTime"));
    }

    private static ObjectNotification fromEventBridge(JsonNode event) {
        return new ObjectNotification(
                new ObjectVersion(
                        text(event, "/detail/bucket/name", "event"),
                        text(event, "/detail/object/key", "event"),
                        optional(event, "/detail/object/version-id"),
                        optional(event, "/detail/object/etag")),
                time(text(event, "/time", "event"), "event/time"));
    }

    private static ObjectNode read(InputStream event) {
        try {
            return Json.readObject(event.readAllBytes());
        } catch (InvalidJsonException e) {
            throw new IllegalArgumentException("event: " + e.getMessage() + EXPECTED, e);
        } catch (IOException e) {
            throw new UncheckedIOException("the event cannot be read", e);
        }
    }

    private static String text(JsonNode node, String pointer, String place) {
        return optional(node, pointer)
                .orElseThrow(() -> new IllegalArgumentException(place + pointer + ": missing" + EXPECTED));
    }

    private static Optional<String> optional(JsonNode node, String pointer) {
        JsonNode value = node.at(pointer);
        return value.isTextual() && !value.textValue().isEmpty() ? Optional.of(value.textValue()) : Optional.empty();
    }

    private static Instant time(String text, String place) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(place + ": no time" + EXPECTED, e);
        }
    }
}
