package dev.tributary.local.source;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * How a batch of records is written as the event of an invocation. Both forms hold the same fields.
 */
public enum EventForm {

    /**
     * That of a Lambda event source mapping: the list {@code Records} (the AWS Lambda developer guide, "Using Lambda
     * to process records from Kinesis").
     */
    FUNCTION("{\"Records\":[", "]}"),

    /** That of EventBridge Pipes: an array of flat records (the EventBridge user guide, "Kinesis stream as a source"). */
    PIPE("[", "]");

    /** An invocation's payload at most, in bytes: 6 MB. */
    public static final int MAX_BYTES = 6 * 1024 * 1024;

    private static final JsonFactory JSON = new JsonFactory();

    private final String head;
    private final String tail;

    EventForm(String head, String tail) {
        this.head = head;
        this.tail = tail;
    }

    /** What an event holds besides its records and the commas between them. */
    int frameBytes() {
        return head.length() + tail.length();
    }

    byte[] ofBatch(List<BatchRecord> batch) {
        int size = frameBytes() + batch.size();
        for (BatchRecord record : batch) {
            size += record.json().length;
        }
        ByteArrayOutputStream event = new ByteArrayOutputStream(size);
        event.writeBytes(head.getBytes(US_ASCII));
        for (int i = 0; i < batch.size(); i++) {
            if (i > 0) {
                event.write(',');
            }
            event.writeBytes(batch.get(i).json());
        }
        event.writeBytes(tail.getBytes(US_ASCII));
        return event.toByteArray();
    }

    byte[] ofRecord(MappingIdentity mapping, String shardId, ShardRecord record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            record.writeFields(json, this, mapping, shardId);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("no I/O happens in memory", impossible);
        }
        return out.toByteArray();
    }
}
