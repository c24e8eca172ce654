package dev.tributary.record;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/**
 * Takes apart what the Kinesis Producer Library packs into one Kinesis record: four magic bytes, a protobuf message with
 * the records, and the message's MD5.
 *
 * @see <a href="https://github.com/awslabs/amazon-kinesis-producer/blob/master/aggregation-format.md">the format</a>
 */
public final class Aggregate {

    /**
     * Most records in one aggregate. A record costs the producer six bytes and more, but some hundred on the heap, and
     * those of one aggregate are committed together: without a bound, one record could fill a function's memory.
     */
    public static final int MAX_RECORDS = 100_000;

    /** No text begins with them, since they are not UTF-8. */
    private static final byte[] MAGIC = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};

    private static final int MD5_BYTES = 16;

    private Aggregate() {}

    /** Whether the record is an aggregate, by its first bytes; no other source than Kinesis has any, nor is one packed in another. */
    public static boolean is(SourceRecord record) {
        byte[] bytes = record.payload();
        return record.id().subSequence() == 0
                && bytes.length >= MAGIC.length
                && bytes[0] == MAGIC[0]
                && bytes[1] == MAGIC[1]
                && bytes[2] == MAGIC[2]
                && bytes[3] == MAGIC[3]
                && record.source().type().equals("aws:kinesis");
    }

    /**
     * The records of an aggregate, in their order, at least one. They have their parent's sequence number and arrival
     * time, and a partition key and bytes of their own. Explicit hash keys and tags, which nothing needs behind the
     * stream, are passed over.
     *
     * @throws InvalidAggregateException unless the parent is an aggregate from its first byte to its last
     */
    public static List<SourceRecord> recordsOf(SourceRecord parent) throws InvalidAggregateException {
        byte[] bytes = parent.payload();
        int length = bytes.length - MAGIC.length - MD5_BYTES;
        if (length < 0) {
            throw InvalidAggregateException.corrupt("aggregate: " + bytes.length + " bytes (expected: at least "
                    + (MAGIC.length + MD5_BYTES) + ", for magic bytes and MD5)");
        }
        int end = bytes.length - MD5_BYTES;
        byte[] digest = md5(bytes, MAGIC.length, length);
        if (!Arrays.equals(digest, 0, MD5_BYTES, bytes, end, bytes.length)) {
            throw InvalidAggregateException.corrupt("aggregate: its last 16 bytes are not the MD5 of its message of "
                    + length + " bytes (expected: to be)");
        }
        return new AggregateReader(parent, MAGIC.length, length).read();
    }

    private static byte[] md5(byte[] bytes, int from, int length) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(bytes, from, length);
            return md5.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
