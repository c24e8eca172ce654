package dev.tributary.enrichment;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import dev.tributary.testing.Gunzip;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/**
 * One invocation with as much as Lambda hands over at once, as a program of its own: what {@link MemoryTest} runs with a
 * small function's heap. It ends in failure unless every record is where it belongs.
 */
final class FullBatch {

    /** What an invocation takes. */
    private static final int PAYLOAD_BYTES = 6 << 20;

    private static final int MIB = 1 << 20;

    /** What the batch is made of, and what must become of it. */
    enum Kind {
        /** As many records as a mapping can be told to gather. */
        MANY(10_000, "{\"user_id\":\"user123\",\"n\":\"", "\"}", 10_000, 0),
        /** The same, and every one of them is bad. */
        MALFORMED(10_000, "{\"user_id\":\"user123\",\"n\":\"", "", 0, 10_000),
        /** The largest records of a stream, as many as fit. */
        LARGE(4, "{\"user_id\":\"user123\",\"n\":\"", "\"}", 4, 0);

        private final int records;
        private final String head;
        private final String tail;
        private final int lines;
        private final int deadLetters;

        Kind(int records, String head, String tail, int lines, int deadLetters) {
            this.records = records;
            this.head = head;
            this.tail = tail;
            this.lines = lines;
            this.deadLetters = deadLetters;
        }
    }

    private FullBatch() {}

    public static void main(String[] args) {
        Kind kind = Kind.valueOf(args[0]);
        byte[] json = eventJson(kind);
        HandlerFixture fixture = new HandlerFixture(Map.of("MAX_EVENT_BYTES", Integer.toString(MIB)));

        KinesisEvent event = LambdaEventSerializers.serializerFor(KinesisEvent.class, FullBatch.class.getClassLoader())
                .fromJson(new ByteArrayInputStream(json));
        require(fixture.handle(event).isEmpty(), "records handed back");

        // Before the check, which takes memory of its own.
        System.err.printf(
                Locale.ROOT,
                "%s: %,d bytes, %,d records; peak of the heap: %d MB of %d MB%n",
                kind,
                json.length,
                event.getRecords().size(),
                peakHeap() / MIB,
                Runtime.getRuntime().maxMemory() / MIB);
        require(lines(fixture) == kind.lines, "lines missing");
        require(fixture.sqs.messages().size() == kind.deadLetters, "dead letters missing");
    }

    private static int lines(HandlerFixture fixture) {
        return fixture.s3.objects().values().stream()
                .mapToInt(object -> Gunzip.lines(object.bytes()).size())
                .sum();
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    /** Lambda's event, its records filled up to the most that an invocation, or a stream's record, takes. */
    private static byte[] eventJson(Kind kind) {
        int envelope = recordJson(kind.records, "").length() + 1;
        int dataBytes = Math.min((PAYLOAD_BYTES - 100) / kind.records - envelope, (MIB - 2) / 3 * 4);
        ByteArrayOutputStream json = new ByteArrayOutputStream(PAYLOAD_BYTES);
        json.writeBytes("{\"Records\":[".getBytes(US_ASCII));
        for (int i = 0; i < kind.records; i++) {
            if (i > 0) {
                json.write(',');
            }
            json.writeBytes(recordJson(i, data(kind, dataBytes / 4 * 3)).getBytes(US_ASCII));
        }
        json.writeBytes("]}".getBytes(US_ASCII));
        require(json.size() <= PAYLOAD_BYTES, json.size() + " bytes");
        return json.toByteArray();
    }

    private static String data(Kind kind, int bytes) {
        String pad = "x".repeat(bytes - kind.head.length() - kind.tail.length());
        return Base64.getEncoder().encodeToString((kind.head + pad + kind.tail).getBytes(UTF_8));
    }

    private static String recordJson(int number, String data) {
        String sequence = "49668899999490256608559692538361571095921575989136" + (100_000 + number);
        return "{\"kinesis\":{\"kinesisSchemaVersion\":\"1.0\",\"partitionKey\":\"user123\",\"sequenceNumber\":\""
                + sequence + "\",\"data\":\"" + data
                + "\",\"approximateArrivalTimestamp\":1768473000.5},\"eventSource\":\"aws:kinesis\","
                + "\"eventVersion\":\"1.0\",\"eventID\":\"shardId-000000000000:" + sequence
                + "\",\"eventName\":\"aws:kinesis:record\",\"invokeIdentityArn\":"
                + "\"arn:aws:iam::123456789012:role/enrichment\",\"awsRegion\":\"us-east-1\","
                + "\"eventSourceARN\":\"arn:aws:kinesis:us-east-1:123456789012:stream/events\"}";
    }

    private static void require(boolean held, String problem) {
        if (!held) {
            throw new IllegalStateException(problem);
        }
    }
}
