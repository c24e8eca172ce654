package dev.tributary.local.demo;

import dev.tributary.local.demo.account.DemoEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One Kinesis record of many, as the Kinesis Producer Library writes them: four magic bytes, a protobuf message, and its
 * MD5. Written by hand, so that it shares nothing with the code which takes it apart.
 *
 * @see <a href="https://github.com/awslabs/amazon-kinesis-producer/blob/master/aggregation-format.md">the format</a>
 */
final class Aggregate {

    private static final byte[] MAGIC = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};

    // Of AggregatedRecord
    private static final int PARTITION_KEY_TABLE = 1;
    private static final int RECORDS = 3;
    // Of Record
    private static final int PARTITION_KEY_INDEX = 1;
    private static final int DATA = 3;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Aggregate() {}

    /** The bytes of a record that holds these events, in their order. */
    static byte[] of(List<DemoEvent> events) {
        byte[] message = message(events);
        ByteArrayOutputStream aggregate = new ByteArrayOutputStream();
        aggregate.writeBytes(MAGIC);
        aggregate.writeBytes(message);
        aggregate.writeBytes(md5(message));
        return aggregate.toByteArray();
    }

    /** The MD5 of some bytes; of a partition key's, it decides the shard. */
    static byte[] md5(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    private static byte[] message(List<DemoEvent> events) {
        Aggregate message = new Aggregate();
        Set<String> keys = new LinkedHashSet<>();
        events.forEach(event -> keys.add(event.partitionKey()));
        keys.forEach(key -> message.bytes(PARTITION_KEY_TABLE, key.getBytes(StandardCharsets.UTF_8)));
        List<String> table = List.copyOf(keys);
        for (DemoEvent event : events) {
            Aggregate record = new Aggregate();
            record.number(PARTITION_KEY_INDEX, table.indexOf(event.partitionKey()));
            record.bytes(DATA, event.bytes());
            message.bytes(RECORDS, record.out.toByteArray());
        }
        return message.out.toByteArray();
    }

    private void number(int field, int value) {
        varint(field << 3);
        varint(value);
    }

    private void bytes(int field, byte[] value) {
        varint((field << 3) | 2);
        varint(value.length);
        out.writeBytes(value);
    }

    /** Seven bits a byte, the lowest first; a bit in front says whether more follow. */
    private void varint(int value) {
        int rest = value;
        while (rest > 0x7F) {
            out.write((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }
}
