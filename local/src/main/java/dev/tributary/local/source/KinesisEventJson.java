package dev.tributary.local.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import software.amazon.awssdk.services.kinesis.model.Record;

/** Writes the event that Lambda sends for Kinesis records (the AWS Lambda developer guide, "Using Kinesis"). */
final class KinesisEventJson {

    /** An invocation's payload at most, in bytes: 6 MB. */
    static final int MAX_BYTES = 6 * 1024 * 1024;

    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] HEAD = "{\"Records\":[".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TAIL = "]}".getBytes(StandardCharsets.US_ASCII);

    /** What an event holds besides its records and the commas between them. */
    static final int FRAME_BYTES = HEAD.length + TAIL.length;

    private KinesisEventJson() {}

    static byte[] ofBatch(List<BatchRecord> batch) {
        int size = FRAME_BYTES + batch.size();
        for (BatchRecord record : batch) {
            size += record.json().length;
        }
        ByteArrayOutputStream event = new ByteArrayOutputStream(size);
        event.writeBytes(HEAD);
        for (int i = 0; i < batch.size(); i++) {
            if (i > 0) {
                event.write(',');
            }
            event.writeBytes(batch.get(i).json());
        }
        event.writeBytes(TAIL);
        return event.toByteArray();
    }

    static byte[] ofRecord(MappingIdentity mapping, String shardId, Record record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeObjectFieldStart("kinesis");
            json.writeStringField("kinesisSchemaVersion", "1.0");
            json.writeStringField("partitionKey", record.partitionKey());
            json.writeStringField("sequenceNumber", record.sequenceNumber());
            json.writeBinaryField("data", record.data().asByteArrayUnsafe());
            long arrival = record.approximateArrivalTimestamp().toEpochMilli();
            json.writeNumberField("approximateArrivalTimestamp", BigDecimal.valueOf(arrival, 3));
            json.writeEndObject();
            json.writeStringField("eventSource", "aws:kinesis");
            json.writeStringField("eventVersion", "1.0");
            json.writeStringField("eventID", shardId + ":" + record.sequenceNumber());
            json.writeStringField("eventName", "aws:kinesis:record");
            json.writeStringField("invokeIdentityArn", mapping.roleArn());
            json.writeStringField("awsRegion", mapping.region());
            json.writeStringField("eventSourceARN", mapping.streamArn());
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("no I/O happens in memory", impossible);
        }
        return out.toByteArray();
    }
}
