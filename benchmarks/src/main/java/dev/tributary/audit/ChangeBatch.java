package dev.tributary.audit;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.StringJoiner;

/** A batch as Lambda hands it over: modifications of items of some 190 bytes, which make changes of some 400. */
final class ChangeBatch {

    private static final String STREAM =
            "arn:aws:dynamodb:us-east-1:000000000000:table/tributary-dev-user-activities/stream/2026-11-21T00:00:00.000";

    private ChangeBatch() {}

    static byte[] event(int count) {
        SplittableRandom random = new SplittableRandom(1);
        StringJoiner records = new StringJoiner(",", "{\"Records\":[", "]}");
        for (int i = 0; i < count; i++) {
            records.add(record(i, random));
        }
        return records.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String record(int number, SplittableRandom random) {
        String keys = String.format(
                Locale.ROOT,
                "\"UserId\":{\"S\":\"user%05d\"},\"ActivityId\":{\"S\":\"activity-%08d\"}",
                random.nextInt(100_000),
                number);
        String others = String.format(
                Locale.ROOT,
                "\"IPAddress\":{\"S\":\"10.%d.%d.%d\"},"
                        + "\"UserAgent\":{\"S\":\"Mozilla/5.0 (X11; Linux x86_64) Firefox/%d.0\"},%s",
                random.nextInt(256),
                random.nextInt(256),
                random.nextInt(256),
                random.nextInt(100, 140),
                keys);
        return String.format(
                Locale.ROOT,
                "{\"eventID\":\"%016x%016x\",\"eventName\":\"MODIFY\",\"eventVersion\":\"1.1\","
                        + "\"eventSource\":\"aws:dynamodb\",\"awsRegion\":\"us-east-1\",\"dynamodb\":{"
                        + "\"ApproximateCreationDateTime\":1.795233600E9,\"Keys\":{%s},"
                        + "\"NewImage\":{%s,%s},\"OldImage\":{%s,%s},"
                        + "\"SequenceNumber\":\"%d00000000001795233600\",\"SizeBytes\":%d,"
                        + "\"StreamViewType\":\"NEW_AND_OLD_IMAGES\"},\"eventSourceARN\":\"" + STREAM + "\"}",
                random.nextLong(),
                random.nextLong(),
                keys,
                activity("purchase", random),
                others,
                activity("page_view", random),
                others,
                number + 1,
                400);
    }

    private static String activity(String type, SplittableRandom random) {
        return String.format(
                Locale.ROOT,
                "\"ActivityType\":{\"S\":\"%s\"},\"Timestamp\":{\"N\":\"%d\"}",
                type,
                random.nextInt(1_700_000_000, 1_800_000_000));
    }
}
