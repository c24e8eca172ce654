package dev.tributary.local.kinesis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The records of a shard by index, the first of which is 1; an index outlives the record. Guarded by its stream. */
final class ShardLog {

    private final List<StoredRecord> records = new ArrayList<>();
    private long first = 1;

    /** The index of the next record to come. */
    long next() {
        return first + records.size();
    }

    void append(StoredRecord stored) {
        records.add(stored);
    }

    /** The nearest index that has a record, or will have the next. */
    long clamp(long index) {
        return Math.max(first, Math.min(index, next()));
    }

    /** The index of the first record that arrived at a time or later. */
    long arrivedFrom(Instant time) {
        int i = 0;
        while (i < records.size() && records.get(i).arrival().isBefore(time)) {
            i++;
        }
        return first + i;
    }

    Instant arrival(long index) {
        return records.get(Math.toIntExact(index - first)).arrival();
    }

    /** Up to {@code limit} records, and up to the bytes that one answer holds. */
    List<StoredRecord> read(long index, int limit) {
        List<StoredRecord> result = new ArrayList<>();
        long bytes = 0;
        for (int i = Math.toIntExact(index - first); i < records.size() && result.size() < limit; i++) {
            bytes += records.get(i).size();
            if (bytes > Limits.BYTES_PER_GET) {
                break;
            }
            result.add(records.get(i));
        }
        return result;
    }

    /** Drops what arrived before the horizon. */
    void trim(Instant horizon) {
        int expired = Math.toIntExact(arrivedFrom(horizon) - first);
        records.subList(0, expired).clear();
        first += expired;
    }
}
