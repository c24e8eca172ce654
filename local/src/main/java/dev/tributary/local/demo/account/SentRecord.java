package dev.tributary.local.demo.account;

import java.util.List;

/**
 * A record that the stream took.
 *
 * @param data the bytes of the stream's own record that it came in
 * @param lane within which the stream keeps the order of a partition key
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SentRecord(DemoEvent event, Position position, byte[] data, String lane) {

    /** One of a Kinesis stream, which keeps the order of each shard. */
    public SentRecord(DemoEvent event, Position position, byte[] data) {
        this(event, position, data, position.shard());
    }

    /** What people are told of it. */
    public String description() {
        return "record " + position + " (" + event.kind() + ")";
    }

    /** How many records of the stream these came in. */
    public static int streamRecords(List<SentRecord> sent) {
        return (int) sent.stream()
                .map(record -> record.position().parent())
                .distinct()
                .count();
    }
}
