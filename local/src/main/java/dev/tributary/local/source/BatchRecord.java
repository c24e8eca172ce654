package dev.tributary.local.source;

import java.time.Instant;

/**
 * A record on its way to the function.
 *
 * @param record as it was read from the shard
 * @param json its entry in the event, written once and sent in every attempt
 * @param gatheredAt when it was read
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record BatchRecord(ShardRecord record, byte[] json, Instant gatheredAt) {

    boolean olderThan(int seconds, Instant now) {
        return record.arrival().plusSeconds(seconds).isBefore(now);
    }
}
