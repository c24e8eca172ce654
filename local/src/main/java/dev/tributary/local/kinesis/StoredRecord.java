package dev.tributary.local.kinesis;

import java.time.Instant;

/** A record in a shard. */
record StoredRecord(String sequenceNumber, Instant arrival, NewRecord content, String encryptionType) {

    int size() {
        return content.size();
    }
}
