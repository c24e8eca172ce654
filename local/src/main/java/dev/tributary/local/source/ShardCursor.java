package dev.tributary.local.source;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in a shard, kept as an iterator and, for the day it expires, as the sequence number before it. One thread
 * moves it; others may look whether something follows.
 */
final class ShardCursor {

    private static final int READ_LIMIT = 1_000;

    private final StreamReader stream;
    private final String shardId;
    private volatile @Nullable String iterator;
    private StartingPosition renewal;

    /** @param now when the position holds */
    ShardCursor(StreamReader stream, String shardId, StartingPosition position, Instant now) {
        this.stream = stream;
        this.shardId = shardId;
        this.iterator = stream.iterator(shardId, position);
        // LATEST anew would skip what arrived since the first time.
        this.renewal = position instanceof StartingPosition.Latest ? new StartingPosition.AtTimestamp(now) : position;
    }

    /**
     * The records that come next; the cursor stays where it is until {@link #advance}.
     *
     * @throws IllegalStateException at the end of a closed shard
     */
    StreamReader.Page read() {
        String from = iterator;
        if (from == null) {
            throw new IllegalStateException(shardId + ": nothing to read (expected: a shard not at its end)");
        }
        return stream.read(from, READ_LIMIT)
                .orElseGet(() -> new StreamReader.Page(List.of(), stream.iterator(shardId, renewal), false));
    }

    /** Moves past what was read; to be called when the records are in the lanes' care. */
    void advance(StreamReader.Page read) {
        List<ShardRecord> records = read.records();
        if (!records.isEmpty()) {
            renewal = new StartingPosition.After(records.get(records.size() - 1).sequenceNumber());
        }
        iterator = read.next();
    }

    boolean isAtEnd() {
        return iterator == null;
    }

    /** Asks the stream, so that a record put before this call is never missed. */
    boolean nothingFollows() {
        String from = iterator;
        return from == null
                || stream.read(from, 1)
                        .filter(next -> next.records().isEmpty() && next.next() != null && next.isLatest())
                        .isPresent();
    }
}
