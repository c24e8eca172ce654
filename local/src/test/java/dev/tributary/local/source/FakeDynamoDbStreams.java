package dev.tributary.local.source;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The stream of a table in memory, with shards that the test puts into, closes and trims; a page of shards is one shard. */
final class FakeDynamoDbStreams implements DynamoDbStreamsClient {

    private final Map<String, FakeShard> shards = new LinkedHashMap<>();
    private int generation;
    private int sequence;

    synchronized void addShard(String id, @Nullable String parent) {
        shards.put(
                id,
                new FakeShard(Shard.builder().shardId(id).parentShardId(parent).build()));
    }

    synchronized void closeShard(String id) {
        shard(id).closed = true;
    }

    /** Still listed, as DynamoDB Local does, but not to be read any more. */
    synchronized void forgetShard(String id) {
        shard(id).forgotten = true;
    }

    synchronized int put(String shardId, String key, Instant arrival) {
        sequence++;
        shard(shardId).records.add(TableFixture.change(sequence, key, arrival));
        return sequence;
    }

    synchronized void expireIterators() {
        generation++;
    }

    /** Drops all records that the shard has; what points at them is refused from then on. */
    synchronized void trim(String shardId) {
        shard(shardId).trimmed = shard(shardId).records.size();
    }

    @Override
    public synchronized DescribeStreamResponse describeStream(DescribeStreamRequest request) {
        List<Shard> all = shards.values().stream().map(shard -> shard.shard).toList();
        List<String> ids = new ArrayList<>(shards.keySet());
        int page = 1 + ids.indexOf(request.exclusiveStartShardId());
        return DescribeStreamResponse.builder()
                .streamDescription(description -> description
                        .shards(all.get(page))
                        .lastEvaluatedShardId(page + 1 < all.size() ? ids.get(page) : null))
                .build();
    }

    @Override
    public synchronized GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
        FakeShard shard = shard(request.shardId());
        int position =
                switch (request.shardIteratorType()) {
                    case LATEST -> shard.records.size();
                    case AT_SEQUENCE_NUMBER -> index(shard, request.sequenceNumber());
                    case AFTER_SEQUENCE_NUMBER -> index(shard, request.sequenceNumber()) + 1;
                    default -> shard.trimmed;
                };
        if (position < shard.trimmed) {
            throw TrimmedDataAccessException.builder().message("trimmed").build();
        }
        return GetShardIteratorResponse.builder()
                .shardIterator(iterator(request.shardId(), position))
                .build();
    }

    @Override
    public synchronized GetRecordsResponse getRecords(GetRecordsRequest request) {
        String[] iterator = request.shardIterator().split("/", -1);
        FakeShard shard = shard(iterator[0]);
        int from = Integer.parseInt(iterator[1]);
        if (shard.forgotten) {
            throw ResourceNotFoundException.builder().message("gone").build();
        }
        if (Integer.parseInt(iterator[2]) != generation) {
            throw ExpiredIteratorException.builder().message("expired").build();
        }
        if (from < shard.trimmed) {
            throw TrimmedDataAccessException.builder().message("trimmed").build();
        }
        int to = Math.min(shard.records.size(), from + request.limit());
        boolean ended = shard.closed && to == shard.records.size();
        return GetRecordsResponse.builder()
                .records(List.copyOf(shard.records.subList(from, to)))
                .nextShardIterator(ended ? null : iterator(iterator[0], to))
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    private FakeShard shard(String id) {
        FakeShard shard = shards.get(id);
        if (shard == null) {
            throw new IllegalArgumentException(id + " (expected: one of " + shards.keySet() + ")");
        }
        return shard;
    }

    private String iterator(String shardId, int position) {
        return shardId + "/" + position + "/" + generation;
    }

    private static int index(FakeShard shard, String sequenceNumber) {
        return shard.records.stream()
                .map(record -> record.dynamodb().sequenceNumber())
                .toList()
                .indexOf(sequenceNumber);
    }

    private static final class FakeShard {
        final Shard shard;
        final List<Record> records = new ArrayList<>();
        int trimmed;
        boolean closed;
        boolean forgotten;

        FakeShard(Shard shard) {
            this.shard = shard;
        }
    }
}
