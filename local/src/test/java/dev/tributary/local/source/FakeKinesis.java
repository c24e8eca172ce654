package dev.tributary.local.source;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** One stream in memory, with shards that the test puts into, closes and splits; a page of shards is one shard. */
final class FakeKinesis implements KinesisClient {

    private final Map<String, FakeShard> shards = new LinkedHashMap<>();
    private final Deque<RuntimeException> readFailures = new ArrayDeque<>();
    final List<GetShardIteratorRequest> iteratorRequests = new ArrayList<>();
    private int generation;
    private int sequence;
    private int recordsPerRead = 1_000;

    synchronized void addShard(String id, @Nullable String parent, @Nullable String adjacentParent) {
        Shard shard = Shard.builder()
                .shardId(id)
                .parentShardId(parent)
                .adjacentParentShardId(adjacentParent)
                .build();
        shards.put(id, new FakeShard(shard));
    }

    synchronized void closeShard(String id) {
        shard(id).closed = true;
    }

    synchronized int put(String shardId, String key, Instant arrival) {
        sequence++;
        shard(shardId)
                .records
                .add(LaneFixture.record(sequence, key, new byte[] {1}, arrival).record());
        return sequence;
    }

    synchronized void failNextReads(RuntimeException... failures) {
        readFailures.addAll(List.of(failures));
    }

    /** Until each of them was thrown. */
    synchronized void awaitReadFailures() throws InterruptedException {
        while (!readFailures.isEmpty()) {
            wait();
        }
    }

    synchronized void expireIterators() {
        generation++;
    }

    synchronized void limitReads(int records) {
        recordsPerRead = records;
    }

    @Override
    public synchronized ListShardsResponse listShards(ListShardsRequest request) {
        if (request.nextToken() != null && request.streamName() != null) {
            throw new IllegalArgumentException("a token and a name (expected: one of them)");
        }
        int page = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
        List<Shard> all = shards.values().stream().map(shard -> shard.shard).toList();
        return ListShardsResponse.builder()
                .shards(all.get(page))
                .nextToken(page + 1 < all.size() ? Integer.toString(page + 1) : null)
                .build();
    }

    @Override
    public synchronized GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
        iteratorRequests.add(request);
        List<Record> records = shard(request.shardId()).records;
        int position =
                switch (request.shardIteratorType()) {
                    case LATEST -> records.size();
                    case AT_TIMESTAMP -> first(records, request.timestamp());
                    case AFTER_SEQUENCE_NUMBER -> after(records, request.startingSequenceNumber());
                    default -> 0;
                };
        return GetShardIteratorResponse.builder()
                .shardIterator(iterator(request.shardId(), position))
                .build();
    }

    @Override
    public synchronized GetRecordsResponse getRecords(GetRecordsRequest request) {
        if (!readFailures.isEmpty()) {
            notifyAll();
            throw readFailures.remove();
        }
        String[] iterator = request.shardIterator().split("/", -1);
        if (Integer.parseInt(iterator[2]) != generation) {
            throw ExpiredIteratorException.builder().message("expired").build();
        }
        FakeShard shard = shard(iterator[0]);
        int from = Integer.parseInt(iterator[1]);
        int to = Math.min(shard.records.size(), from + Math.min(request.limit(), recordsPerRead));
        boolean ended = shard.closed && to == shard.records.size();
        return GetRecordsResponse.builder()
                .records(List.copyOf(shard.records.subList(from, to)))
                .nextShardIterator(ended ? null : iterator(iterator[0], to))
                .millisBehindLatest(to == shard.records.size() ? 0L : 1L)
                .build();
    }

    @Override
    public String serviceName() {
        return "kinesis";
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

    private static int first(List<Record> records, Instant arrival) {
        return (int) records.stream()
                .takeWhile(record -> record.approximateArrivalTimestamp().isBefore(arrival))
                .count();
    }

    private static int after(List<Record> records, String sequenceNumber) {
        return 1 + records.stream().map(Record::sequenceNumber).toList().indexOf(sequenceNumber);
    }

    private static final class FakeShard {
        final Shard shard;
        final List<Record> records = new ArrayList<>();
        boolean closed;

        FakeShard(Shard shard) {
            this.shard = shard;
        }
    }
}
