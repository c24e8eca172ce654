package dev.tributary.enrichment;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import dev.tributary.lambda.PipeFunction;
import dev.tributary.testing.Aggregates;
import dev.tributary.testing.Aggregates.Part;
import dev.tributary.testing.Gunzip;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.Base64;
import java.util.Collections;
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

    /** A batch of bad records takes the most memory where every one of them is set aside. */
    private static final String BREAKER = "off";

    /** Records that a pipe's function may be told to answer with. */
    private static final int MOST_ANSWERED = 10_000;

    /** What the batch is made of, and what must become of it. */
    enum Kind {
        /** As many records as a mapping can be told to gather. */
        MANY(10_000, "\"}", 10_000, 0),
        /** The same, and every one of them is bad. */
        MALFORMED(10_000, "", 0, 10_000),
        /** The largest records of a stream, as many as fit. */
        LARGE(4, "\"}", 4, 0),
        /** One record of a stream, and as many small events as a producer can pack into it. */
        AGGREGATE(1, "\"}", 25_000, 0);

        private final int records;
        private final String tail;
        private final int lines;
        private final int deadLetters;

        Kind(int records, String tail, int lines, int deadLetters) {
            this.records = records;
            this.tail = tail;
            this.lines = lines;
            this.deadLetters = deadLetters;
        }
    }

    private final Kind kind;
    private final boolean isPipe;

    private FullBatch(Kind kind, boolean isPipe) {
        this.kind = kind;
        this.isPipe = isPipe;
    }

    /** Takes a kind, and {@code pipe} or {@code stream} for what hands the batch over. */
    public static void main(String[] args) {
        FullBatch batch = new FullBatch(Kind.valueOf(args[0]), args[1].equals("pipe"));
        byte[] json = batch.eventJson();
        if (batch.isPipe) {
            batch.runPipe(json);
        } else {
            batch.runStream(json);
        }
    }

    private void runStream(byte[] json) {
        HandlerFixture fixture =
                new HandlerFixture(Map.of("MAX_EVENT_BYTES", Integer.toString(MIB), "REJECT_BREAKER_PERCENT", BREAKER));

        KinesisEvent event = LambdaEventSerializers.serializerFor(KinesisEvent.class, FullBatch.class.getClassLoader())
                .fromJson(new ByteArrayInputStream(json));
        require(fixture.handle(event).isEmpty(), "records handed back");

        tell(json);
        require(lines(fixture) == kind.lines, "lines missing");
        require(fixture.sqs.messages().size() == kind.deadLetters, "dead letters missing");
    }

    private void runPipe(byte[] json) {
        PipesFixture fixture = new PipesFixture(Map.of(
                "MAX_EVENT_BYTES", Integer.toString(MIB),
                "MAX_ANSWER_BYTES", Integer.toString(PipeFunction.MAX_ANSWER_BYTES),
                "MAX_ANSWER_RECORD_BYTES", Integer.toString(PipeFunction.MAX_ANSWER_BYTES),
                "MAX_ANSWER_RECORDS", Integer.toString(MOST_ANSWERED),
                "REJECT_BREAKER_PERCENT", BREAKER));

        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        fixture.handle(new ByteArrayInputStream(json), answer);

        tell(json);
        boolean fits = kind.lines <= MOST_ANSWERED;
        require(HandlerFixture.json(answer.toString(UTF_8)).size() == (fits ? kind.lines : 0), "elements missing");
        require(fixture.sqs.messages().size() == kind.deadLetters + (fits ? 0 : 1), "dead letters missing");
    }

    /** Told before the checks, which take memory of their own. */
    private void tell(byte[] json) {
        System.err.printf(
                Locale.ROOT,
                "%s, %s: %,d bytes, %,d events; peak of the heap: %d MB of %d MB%n",
                isPipe ? "pipe" : "stream",
                kind,
                json.length,
                kind.lines + kind.deadLetters,
                peakHeap() / MIB,
                Runtime.getRuntime().maxMemory() / MIB);
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

    /** The event, its records filled up to the most that an invocation, or a stream's record, takes. */
    private byte[] eventJson() {
        int envelope = recordJson(kind.records, "").length() + 1;
        int dataBytes = Math.min((PAYLOAD_BYTES - 100) / kind.records - envelope, (MIB - 2) / 3 * 4);
        ByteArrayOutputStream json = new ByteArrayOutputStream(PAYLOAD_BYTES);
        json.writeBytes((isPipe ? "[" : "{\"Records\":[").getBytes(US_ASCII));
        for (int i = 0; i < kind.records; i++) {
            if (i > 0) {
                json.write(',');
            }
            byte[] data = kind == Kind.AGGREGATE ? aggregate() : data(dataBytes / 4 * 3);
            json.writeBytes(
                    recordJson(i, Base64.getEncoder().encodeToString(data)).getBytes(US_ASCII));
        }
        json.writeBytes((isPipe ? "]" : "]}").getBytes(US_ASCII));
        require(json.size() <= PAYLOAD_BYTES, json.size() + " bytes");
        return json.toByteArray();
    }

    private byte[] data(int bytes) {
        String pad = "x".repeat(bytes - head().length() - kind.tail.length());
        return (head() + pad + kind.tail).getBytes(UTF_8);
    }

    private byte[] aggregate() {
        Part part = new Part("user123", (head() + kind.tail).getBytes(UTF_8));
        byte[] aggregate = Aggregates.of(Collections.nCopies(kind.lines, part));
        require(aggregate.length <= MIB, aggregate.length + " bytes");
        return aggregate;
    }

    private String head() {
        return isPipe ? "{\"productId\":\"PROD-001\",\"n\":\"" : "{\"user_id\":\"user123\",\"n\":\"";
    }

    private String recordJson(int number, String data) {
        String sequence = "49668899999490256608559692538361571095921575989136" + (100_000 + number);
        return (isPipe ? "{" : "{\"kinesis\":{")
                + "\"kinesisSchemaVersion\":\"1.0\",\"partitionKey\":\"user123\",\"sequenceNumber\":\""
                + sequence + "\",\"data\":\"" + data + "\",\"approximateArrivalTimestamp\":1768473000.5"
                + (isPipe ? "," : "},")
                + "\"eventSource\":\"aws:kinesis\",\"eventVersion\":\"1.0\",\"eventID\":\"shardId-000000000000:"
                + sequence + "\",\"eventName\":\"aws:kinesis:record\",\"invokeIdentityArn\":"
                + "\"arn:aws:iam::123456789012:role/enrichment\",\"awsRegion\":\"us-east-1\","
                + "\"eventSourceARN\":\"arn:aws:kinesis:us-east-1:123456789012:stream/events\"}";
    }

    private static void require(boolean held, String problem) {
        if (!held) {
            throw new IllegalStateException(problem);
        }
    }
}
