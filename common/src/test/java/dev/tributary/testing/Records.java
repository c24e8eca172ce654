package dev.tributary.testing;

import dev.tributary.record.EventSource;
import dev.tributary.record.RecordId;
import dev.tributary.record.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Source records of one Kinesis shard. */
public final class Records {

    public static final EventSource SOURCE =
            new EventSource("aws:kinesis", "arn:aws:kinesis:eu-west-1:123456789012:stream/orders");
    public static final String SHARD = "shardId-000000000000";
    public static final String PARTITION_KEY = "customer-1";
    public static final Instant ARRIVAL = Instant.parse("2026-03-04T05:06:07.890Z");

    private Records() {}

    public static RecordId id(int sequence) {
        return id(sequence, 0);
    }

    public static RecordId id(int sequence, int subSequence) {
        return new RecordId(SOURCE.name(), SHARD, Integer.toString(sequence), subSequence);
    }

    public static SourceRecord record(int sequence, String payload) {
        return record(id(sequence), payload.getBytes(StandardCharsets.UTF_8));
    }

    public static SourceRecord record(RecordId id, byte[] payload) {
        return new SourceRecord(id, SOURCE, PARTITION_KEY, ARRIVAL, payload);
    }

    public static SourceRecord withPartitionKey(SourceRecord record, String partitionKey) {
        return new SourceRecord(record.id(), record.source(), partitionKey, record.arrivalTime(), record.payload());
    }

    public static SourceRecord arrivedAt(SourceRecord record, Instant time) {
        return new SourceRecord(record.id(), record.source(), record.partitionKey(), time, record.payload());
    }

    /** Records with these payloads, numbered from 1. */
    public static List<SourceRecord> of(String... payloads) {
        return IntStream.range(0, payloads.length)
                .mapToObj(i -> record(i + 1, payloads[i]))
                .toList();
    }

    /** Records that were de-aggregated from one parent. */
    public static List<SourceRecord> ofParent(int sequence, String... payloads) {
        return IntStream.range(0, payloads.length)
                .mapToObj(i -> record(id(sequence, i), payloads[i].getBytes(StandardCharsets.UTF_8)))
                .toList();
    }
}
