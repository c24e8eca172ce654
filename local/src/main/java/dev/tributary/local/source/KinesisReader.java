package dev.tributary.local.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** Reads a Kinesis stream. */
public final class KinesisReader implements StreamReader {

    private final KinesisClient kinesis;
    private final String streamName;

    /** The client stays the caller's to close. */
    public KinesisReader(KinesisClient kinesis, String streamName) {
        this.kinesis = kinesis;
        this.streamName = streamName;
    }

    @Override
    public List<SourceShard> shards() {
        List<SourceShard> found = new ArrayList<>();
        ListShardsRequest request =
                ListShardsRequest.builder().streamName(streamName).build();
        while (true) {
            ListShardsResponse page = kinesis.listShards(request);
            page.shards().forEach(shard -> found.add(new SourceShard(shard.shardId(), parents(shard))));
            if (page.nextToken() == null) {
                return found;
            }
            // The token stands for the stream, which must not be named again.
            request = ListShardsRequest.builder().nextToken(page.nextToken()).build();
        }
    }

    private static List<String> parents(Shard shard) {
        return Stream.of(shard.parentShardId(), shard.adjacentParentShardId())
                .filter(id -> id != null)
                .toList();
    }

    @Override
    public String iterator(String shardId, StartingPosition position) {
        GetShardIteratorRequest.Builder request =
                GetShardIteratorRequest.builder().streamName(streamName).shardId(shardId);
        if (position instanceof StartingPosition.AtTimestamp at) {
            request.shardIteratorType(ShardIteratorType.AT_TIMESTAMP).timestamp(at.timestamp());
        } else if (position instanceof StartingPosition.After after) {
            request.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                    .startingSequenceNumber(after.sequenceNumber());
        } else if (position instanceof StartingPosition.Latest) {
            request.shardIteratorType(ShardIteratorType.LATEST);
        } else {
            request.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
        }
        return kinesis.getShardIterator(request.build()).shardIterator();
    }

    @Override
    public Optional<Page> read(String iterator, int limit) {
        try {
            GetRecordsResponse read = kinesis.getRecords(
                    request -> request.shardIterator(iterator).limit(limit));
            Long behind = read.millisBehindLatest();
            return Optional.of(new Page(
                    read.records().stream().<ShardRecord>map(KinesisRecord::new).toList(),
                    read.nextShardIterator(),
                    behind == null || behind == 0));
        } catch (ExpiredIteratorException expired) {
            return Optional.empty();
        }
    }
}
