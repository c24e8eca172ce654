package dev.tributary.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** DynamoDB stream records as Lambda's event holds them; numbered, which makes their event ids and sequence numbers. */
final class Changes {

    static final String TABLE = "UserActivities";
    static final String STREAM =
            "arn:aws:dynamodb:eu-west-1:123456789012:table/" + TABLE + "/stream/2026-01-02T03:04:05.678";
    static final String KEYS = "{\"UserId\":{\"S\":\"user123\"},\"ActivityId\":{\"S\":\"a-1\"}}";

    private Changes() {}

    static String insert(int number) {
        return record(number, "INSERT", KEYS, "", image("login", 100));
    }

    static String modify(int number) {
        return record(number, "MODIFY", KEYS, image("login", 100), image("logout", 100));
    }

    static String remove(int number) {
        return record(number, "REMOVE", KEYS, image("logout", 100), "");
    }

    static String expire(int number) {
        return remove(number)
                .replace(
                        "\"awsRegion\"",
                        "\"userIdentity\":{\"principalId\":\"dynamodb.amazonaws.com\",\"type\":\"Service\"},"
                                + "\"awsRegion\"");
    }

    /** An image of the usual item. */
    static String image(String activity, int timestamp) {
        return KEYS.substring(0, KEYS.length() - 1)
                + String.format(
                        Locale.ROOT,
                        ",\"ActivityType\":{\"S\":\"%s\"},\"Timestamp\":{\"N\":\"%d\"}}",
                        activity,
                        timestamp);
    }

    /** Any record; an image that is empty is left out. */
    static String record(int number, String name, String keys, String oldImage, String newImage) {
        return String.format(
                Locale.ROOT,
                "{\"eventID\":\"%s\",\"eventName\":\"%s\",\"eventVersion\":\"1.1\",\"eventSource\":\"aws:dynamodb\","
                        + "\"awsRegion\":\"eu-west-1\",\"dynamodb\":{\"ApproximateCreationDateTime\":1.772600767E9,"
                        + "\"Keys\":%s,%s%s\"SequenceNumber\":\"%d\",\"SizeBytes\":59,"
                        + "\"StreamViewType\":\"NEW_AND_OLD_IMAGES\"},\"eventSourceARN\":\"%s\"}",
                eventId(number),
                name,
                keys,
                oldImage.isEmpty() ? "" : "\"OldImage\":" + oldImage + ",",
                newImage.isEmpty() ? "" : "\"NewImage\":" + newImage + ",",
                number,
                STREAM);
    }

    static String eventId(int number) {
        return String.format(Locale.ROOT, "%032x", number);
    }

    static String recordId(int number) {
        return TABLE + "." + eventId(number) + "." + number + ".0";
    }

    /** The event of these records. */
    static byte[] event(String... records) {
        return ("{\"Records\":[" + String.join(",", records) + "]}").getBytes(UTF_8);
    }

    /** The event of so many modifications, numbered from 1. */
    static byte[] modifications(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(Changes::modify)
                .collect(Collectors.joining(",", "{\"Records\":[", "]}"))
                .getBytes(UTF_8);
    }
}
