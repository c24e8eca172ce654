package dev.tributary.enrichment;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.StringJoiner;

/** A batch as Lambda, or a pipe, hands it over: events of some 200 bytes, of 100 users. */
final class EventBatch {

    static final int USERS = 100;
    private static final String STREAM = "arn:aws:kinesis:us-east-1:000000000000:stream/tributary-dev-events";

    private EventBatch() {}

    static List<byte[]> payloads(int count) {
        SplittableRandom random = new SplittableRandom(1);
        List<byte[]> payloads = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String json = String.format(
                    Locale.ROOT,
                    "{\"event_id\":\"event-%08d\",\"event_type\":\"page_view\",\"user_id\":\"user%03d\","
                            + "\"page\":\"/product/%06x\",\"timestamp\":\"2026-11-21T04:%02d:%02d.%03dZ\","
                            + "\"session_id\":\"session_%08x\",\"price\":%d.50}",
                    i,
                    random.nextInt(USERS),
                    random.nextInt(1 << 24),
                    i / 60 % 60,
                    i % 60,
                    random.nextInt(1000),
                    random.nextInt(),
                    random.nextInt(1000));
            payloads.add(json.getBytes(StandardCharsets.UTF_8));
        }
        return payloads;
    }

    /** The same batch, as EventBridge Pipes hands it over. */
    static byte[] pipeEvent(List<byte[]> payloads) {
        return json(payloads, "[", "{", ",", "]");
    }

    /** The same batch, as an event source mapping hands it over. */
    static byte[] streamEvent(List<byte[]> payloads) {
        return json(payloads, "{\"Records\":[", "{\"kinesis\":{", "},", "]}");
    }

    private static byte[] json(List<byte[]> payloads, String head, String record, String rest, String tail) {
        StringJoiner records = new StringJoiner(",", head, tail);
        for (int i = 0; i < payloads.size(); i++) {
            records.add(String.format(
                    Locale.ROOT,
                    record + "\"kinesisSchemaVersion\":\"1.0\",\"partitionKey\":\"user%d\",\"sequenceNumber\":\"%s\","
                            + "\"data\":\"%s\",\"approximateArrivalTimestamp\":1.795233600123E9" + rest
                            + "\"eventSource\":\"aws:kinesis\",\"eventVersion\":\"1.0\","
                            + "\"eventID\":\"shardId-000000000001:%2$s\",\"eventName\":\"aws:kinesis:record\","
                            + "\"invokeIdentityArn\":\"arn:aws:iam::000000000000:role/pipe\","
                            + "\"awsRegion\":\"us-east-1\",\"eventSourceARN\":\"" + STREAM + "\"}",
                    i % USERS,
                    sequence(i),
                    Base64.getEncoder().encodeToString(payloads.get(i))));
        }
        return records.toString().getBytes(StandardCharsets.US_ASCII);
    }

    static KinesisEvent event(List<byte[]> payloads) {
        List<KinesisEventRecord> records = new ArrayList<>(payloads.size());
        Date arrival = Date.from(Instant.parse("2026-11-21T04:00:00Z"));
        for (int i = 0; i < payloads.size(); i++) {
            String sequence = sequence(i);
            KinesisEvent.Record kinesis = new KinesisEvent.Record();
            kinesis.setPartitionKey("user" + i % USERS);
            kinesis.setSequenceNumber(sequence);
            kinesis.setApproximateArrivalTimestamp(arrival);
            kinesis.setData(ByteBuffer.wrap(payloads.get(i)));
            KinesisEventRecord record = new KinesisEventRecord();
            record.setEventID("shardId-000000000001:" + sequence);
            record.setEventSourceARN(STREAM);
            record.setKinesis(kinesis);
            records.add(record);
        }
        KinesisEvent event = new KinesisEvent();
        event.setRecords(records);
        return event;
    }

    private static String sequence(int number) {
        return "4966" + String.format(Locale.ROOT, "%052d", number);
    }
}
