package dev.tributary.local.source;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Reads the stream of a table. What the stream trimmed is lost, and said in the log; reading goes on behind it. */
public final class DynamoDbReader implements StreamReader {

    private static final Logger LOG = LoggerFactory.getLogger(DynamoDbReader.class);
    private static final int SEARCH_LIMIT = 1_000;

    private final DynamoDbStreamsClient streams;
    private final String streamArn;

    /**
     * The client stays the caller's to close.
     *
     * @param streamArn as the service itself tells it
     */
    public DynamoDbReader(DynamoDbStreamsClient streams, String streamArn) {
        this.streams = streams;
        this.streamArn = streamArn;
    }

    @Override
    public List<SourceShard> shards() {
        List<SourceShard> found = new ArrayList<>();
        DescribeStreamRequest request =
                DescribeStreamRequest.builder().streamArn(streamArn).build();
        while (true) {
            StreamDescription page = streams.describeStream(request).streamDescription();
            page.shards().forEach(shard -> found.add(new SourceShard(shard.shardId(), parents(shard))));
            if (page.lastEvaluatedShardId() == null) {
                return found;
            }
            request = request.toBuilder()
                    .exclusiveStartShardId(page.lastEvaluatedShardId())
                    .build();
        }
    }

    private static List<String> parents(Shard shard) {
        return shard.parentShardId() == null ? List.of() : List.of(shard.parentShardId());
    }

    @Override
    public @Nullable String iterator(String shardId, StartingPosition position) {
        if (position instanceof StartingPosition.AtTimestamp at) {
            return iteratorAt(shardId, at.timestamp());
        }
        if (position instanceof StartingPosition.After after) {
            return iterator(shardId, ShardIteratorType.AFTER_SEQUENCE_NUMBER, after.sequenceNumber());
        }
        boolean latest = position instanceof StartingPosition.Latest;
        return iterator(shardId, latest ? ShardIteratorType.LATEST : ShardIteratorType.TRIM_HORIZON, null);
    }

    private @Nullable String iterator(String shardId, ShardIteratorType type, @Nullable String sequenceNumber) {
        GetShardIteratorRequest request = GetShardIteratorRequest.builder()
                .streamArn(streamArn)
                .shardId(shardId)
                .shardIteratorType(type)
                .sequenceNumber(sequenceNumber)
                .build();
        try {
            return streams.getShardIterator(request).shardIterator();
        } catch (TrimmedDataAccessException trimmed) {
            LOG.warn("Records behind {} in {} are trimmed: going on with what is left", sequenceNumber, shardId);
            return iterator(shardId, ShardIteratorType.TRIM_HORIZON, null);
        } catch (ResourceNotFoundException gone) {
            LOG.warn("{} is gone, with what was not read of it", shardId);
            return null;
        }
    }

    /** A table's stream has no such position, so this looks for the first record that is not before it. */
    private @Nullable String iteratorAt(String shardId, Instant timestamp) {
        // A stream tells times to the second, DynamoDB Local to the minute, both rounded down.
        Instant from = timestamp.truncatedTo(ChronoUnit.MINUTES);
        String iterator = iterator(shardId, ShardIteratorType.TRIM_HORIZON, null);
        while (iterator != null) {
            Optional<Page> page = read(iterator, SEARCH_LIMIT);
            if (page.isEmpty() || page.get().records().isEmpty()) {
                return iterator;
            }
            for (ShardRecord record : page.get().records()) {
                if (!record.arrival().isBefore(from)) {
                    return iterator(shardId, ShardIteratorType.AT_SEQUENCE_NUMBER, record.sequenceNumber());
                }
            }
            iterator = page.get().next();
        }
        return null;
    }

    @Override
    public Optional<Page> read(String iterator, int limit) {
        try {
            GetRecordsResponse read = streams.getRecords(
                    request -> request.shardIterator(iterator).limit(limit));
            return Optional.of(new Page(
                    read.records().stream()
                            .<ShardRecord>map(DynamoDbRecord::new)
                            .toList(),
                    read.nextShardIterator(),
                    read.records().isEmpty()));
        } catch (ExpiredIteratorException | TrimmedDataAccessException stale) {
            return Optional.empty();
        } catch (ResourceNotFoundException gone) {
            LOG.warn("A shard of {} is gone, with what was not read of it", streamArn);
            return Optional.of(new Page(List.of(), null, true));
        }
    }
}
