package dev.tributary.local.source;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/**
 * A place in a shard, kept as an iterator and, for the day it expires, as the sequence number before it. One thread
 * moves it; others may look whether something follows.
 */
final class ShardCursor {

    private static final int READ_LIMIT = 1_000;

    private final KinesisClient kinesis;
    private final GetShardIteratorRequest start;
    private final Instant startedAt;
    private volatile @Nullable String iterator;
    private @Nullable String lastSequenceNumber;

    ShardCursor(KinesisClient kinesis, String stream, String shardId, StartingPosition position, Instant now) {
        this.kinesis = kinesis;
        this.startedAt = now;
        GetShardIteratorRequest.Builder request =
                GetShardIteratorRequest.builder().streamName(stream).shardId(shardId);
        if (position instanceof StartingPosition.AtTimestamp at) {
            request.shardIteratorType(ShardIteratorType.AT_TIMESTAMP).timestamp(at.timestamp());
        } else if (position instanceof StartingPosition.Latest) {
            request.shardIteratorType(ShardIteratorType.LATEST);
        } else {
            request.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
        }
        this.start = request.build();
        this.iterator = iterator(start);
    }

    /**
     * The records that come next; the cursor stays where it is until {@link #advance}.
     *
     * @throws IllegalStateException at the end of a closed shard
     */
    GetRecordsResponse read() {
        String from = iterator;
        if (from == null) {
            throw new IllegalStateException(start.shardId() + ": nothing to read (expected: a shard not at its end)");
        }
        try {
            return kinesis.getRecords(request -> request.shardIterator(from).limit(READ_LIMIT));
        } catch (ExpiredIteratorException expired) {
            iterator = iterator(renewal());
            return read();
        }
    }

    /** Moves past what was read; to be called when the records are in the lanes' care. */
    void advance(GetRecordsResponse read) {
        List<Record> records = read.records();
        if (!records.isEmpty()) {
            lastSequenceNumber = records.get(records.size() - 1).sequenceNumber();
        }
        iterator = read.nextShardIterator();
    }

    boolean isAtEnd() {
        return iterator == null;
    }

    /** Asks the stream, so that a record put before this call is never missed. */
    boolean nothingFollows() {
        String from = iterator;
        if (from == null) {
            return true;
        }
        GetRecordsResponse next =
                kinesis.getRecords(request -> request.shardIterator(from).limit(1));
        Long behind = next.millisBehindLatest();
        return next.records().isEmpty() && next.nextShardIterator() != null && (behind == null || behind == 0);
    }

    private GetShardIteratorRequest renewal() {
        if (lastSequenceNumber != null) {
            return start.toBuilder()
                    .shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                    .startingSequenceNumber(lastSequenceNumber)
                    .timestamp(null)
                    .build();
        }
        // LATEST anew would skip what arrived since the first time.
        return start.shardIteratorType() == ShardIteratorType.LATEST
                ? start.toBuilder()
                        .shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                        .timestamp(startedAt)
                        .build()
                : start;
    }

    private String iterator(GetShardIteratorRequest request) {
        return kinesis.getShardIterator(request).shardIterator();
    }
}
