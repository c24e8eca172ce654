package dev.tributary.lambda;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import dev.tributary.record.EventSource;
import dev.tributary.record.RecordId;
import dev.tributary.record.SourceRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads Lambda's Kinesis event as records.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html">the event's form</a>
 */
public final class KinesisRecords {

    private static final byte[] NOTHING = {};

    private KinesisRecords() {}

    /**
     * The event's records in their order; none if the event holds none.
     *
     * @throws IllegalArgumentException if a record lacks what Lambda always sends, such as its sequence number
     */
    public static List<SourceRecord> from(@Nullable KinesisEvent event) {
        if (event == null || event.getRecords() == null) {
            return List.of();
        }
        List<SourceRecord> records = new ArrayList<>(event.getRecords().size());
        EventSource source = null;
        for (KinesisEventRecord record : event.getRecords()) {
            String arn = required("eventSourceARN", required("record", record).getEventSourceARN());
            if (source == null || !source.arn().equals(arn)) {
                source = new EventSource("aws:kinesis", arn);
            }
            records.add(from(record, source));
        }
        return records;
    }

    private static SourceRecord from(KinesisEventRecord record, EventSource source) {
        KinesisEvent.Record kinesis = required("kinesis", record.getKinesis());
        String sequence = required("kinesis.sequenceNumber", kinesis.getSequenceNumber());
        String key = kinesis.getPartitionKey();
        return new SourceRecord(
                id(source, required("eventID", record.getEventID()), sequence),
                source,
                key == null ? "" : key,
                arrival(kinesis.getApproximateArrivalTimestamp()),
                bytes(kinesis.getData()));
    }

    /**
     * The record's id. Its shard stands in the event's id alone, {@code shardId-000000000000:<sequence number>}; so does, where a
     * record that had been de-aggregated comes back by itself, its place in its parent, as a third part that Lambda never sends.
     */
    static RecordId id(EventSource source, String eventId, String sequence) {
        int colon = eventId.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("eventID: " + eventId + " (expected: <shard>:<sequence number>)");
        }
        int next = eventId.indexOf(':', colon + 1);
        int subSequence = next < 0 ? 0 : place(eventId, next + 1);
        return new RecordId(source.name(), eventId.substring(0, colon), sequence, subSequence);
    }

    private static int place(String eventId, int from) {
        try {
            return Integer.parseInt(eventId, from, eventId.length(), 10);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "eventID: " + eventId + " (expected: behind the second colon, a place in the parent record)", e);
        }
    }

    private static Instant arrival(@Nullable Date time) {
        return required("kinesis.approximateArrivalTimestamp", time).toInstant();
    }

    private static byte[] bytes(@Nullable ByteBuffer data) {
        if (data == null) {
            return NOTHING;
        }
        if (data.hasArray() && data.arrayOffset() == 0 && data.array().length == data.remaining()) {
            return data.array();
        }
        byte[] bytes = new byte[data.remaining()];
        data.duplicate().get(bytes);
        return bytes;
    }

    private static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(field + ": missing (expected: a Kinesis event as Lambda sends it)");
        }
        return value;
    }
}
