package dev.tributary.local.kinesis;

import static dev.tributary.local.kinesis.Limits.BYTES_PER_RECORD;
import static dev.tributary.local.kinesis.Limits.PARTITION_KEY_CHARACTERS;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** A record that a producer sent: within the limits, and with the hash key that finds its shard. */
final class NewRecord {

    private final String partitionKey;
    private final BigInteger hashKey;
    private final byte[] data;
    private final int size;

    private NewRecord(String partitionKey, BigInteger hashKey, byte[] data) {
        this.partitionKey = partitionKey;
        this.hashKey = hashKey;
        this.data = data;
        this.size = data.length + partitionKey.getBytes(StandardCharsets.UTF_8).length;
    }

    static NewRecord of(Request request) {
        String key = request.string("PartitionKey");
        int characters = key.codePointCount(0, key.length());
        if (characters < 1) {
            throw request.broken("PartitionKey", "''", "Member must have length greater than or equal to 1");
        }
        if (characters > PARTITION_KEY_CHARACTERS) {
            throw request.broken(
                    "PartitionKey",
                    "'" + key + "'",
                    "Member must have length less than or equal to " + PARTITION_KEY_CHARACTERS);
        }
        NewRecord result = new NewRecord(key, hashKey(request, key), request.bytes("Data"));
        if (result.size > BYTES_PER_RECORD) {
            throw request.broken(
                    "Data",
                    "'java.nio.HeapByteBuffer[pos=0 lim=%1$d cap=%1$d]'".formatted(result.data.length),
                    "Member must have length less than or equal to " + BYTES_PER_RECORD);
        }
        return result;
    }

    private static BigInteger hashKey(Request request, String partitionKey) {
        BigInteger explicit = request.optionalHashKey("ExplicitHashKey");
        return explicit == null ? HashRange.hashKey(partitionKey) : explicit;
    }

    String partitionKey() {
        return partitionKey;
    }

    BigInteger hashKey() {
        return hashKey;
    }

    byte[] data() {
        return data;
    }

    /** Bytes of data and partition key together, which is what the limits count. */
    int size() {
        return size;
    }
}
