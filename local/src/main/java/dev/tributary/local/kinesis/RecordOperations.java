package dev.tributary.local.kinesis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongBiFunction;

/** Puts records and gets them back. */
final class RecordOperations {

    private final Account account;
    private volatile Predicate<String> failingKeys = key -> false;

    RecordOperations(Account account) {
        this.account = account;
    }

    /** From now on, refuses records whose partition key is picked as if their shard's write limit was passed. */
    void failPuts(Predicate<String> partitionKeys) {
        failingKeys = partitionKeys;
    }

    Map<String, Function<Request, Map<String, Object>>> byName() {
        return Map.of(
                "PutRecord", this::putRecord,
                "PutRecords", this::putRecords,
                "GetShardIterator", this::getShardIterator,
                "GetRecords", this::getRecords);
    }

    private Map<String, Object> putRecord(Request request) {
        DataStream stream = account.stream(request);
        Map<String, Object> answer = new LinkedHashMap<>(put(stream, NewRecord.of(request)));
        answer.put("EncryptionType", stream.settings().encryptionType());
        return answer;
    }

    private Map<String, Object> putRecords(Request request) {
        DataStream stream = account.stream(request);
        List<NewRecord> records = request.structures("Records", 1, Limits.RECORDS_PER_PUT).stream()
                .map(NewRecord::of)
                .toList();
        long bytes = records.stream().mapToLong(NewRecord::size).sum();
        if (bytes > Limits.BYTES_PER_PUT) {
            throw KinesisException.invalidArgument(
                    "Records: %d bytes (expected: at most %d)".formatted(bytes, Limits.BYTES_PER_PUT));
        }
        List<Map<String, Object>> results = new ArrayList<>(records.size());
        int failed = 0;
        for (NewRecord content : records) {
            try {
                results.add(put(stream, content));
            } catch (KinesisException e) {
                failed++;
                results.add(Map.of("ErrorCode", e.type(), "ErrorMessage", e.message()));
            }
        }
        return Map.of(
                "FailedRecordCount", failed,
                "Records", results,
                "EncryptionType", stream.settings().encryptionType());
    }

    private Map<String, Object> put(DataStream stream, NewRecord content) {
        if (failingKeys.test(content.partitionKey())) {
            throw KinesisException.throughputExceeded("Rate exceeded for shard %s in stream %s under account %s."
                    .formatted(stream.shardIdFor(content), stream.info().name(), StreamInfo.ACCOUNT_ID));
        }
        DataStream.Position position = stream.append(content);
        return Map.of("ShardId", position.shardId(), "SequenceNumber", position.sequenceNumber());
    }

    private Map<String, Object> getShardIterator(Request request) {
        DataStream stream = account.stream(request);
        String shardId = request.string("ShardId");
        long index = stream.indexOf(shardId, start(request));
        return Map.of("ShardIterator", ShardIterator.of(stream, shardId, index).encode(account.now()));
    }

    private ToLongBiFunction<Shard, ShardLog> start(Request request) {
        String type = request.string("ShardIteratorType");
        return switch (type) {
            case "TRIM_HORIZON" -> (shard, log) -> 0;
            case "LATEST" -> (shard, log) -> log.next();
            case "AT_SEQUENCE_NUMBER" -> startAt(request.string("StartingSequenceNumber"), 0);
            case "AFTER_SEQUENCE_NUMBER" -> startAt(request.string("StartingSequenceNumber"), 1);
            case "AT_TIMESTAMP" -> startAt(timestamp(request));
            default ->
                throw KinesisException.validation(
                        ("ShardIteratorType: %s (expected: one of AT_SEQUENCE_NUMBER, AFTER_SEQUENCE_NUMBER, TRIM_HORIZON,"
                                        + " LATEST, AT_TIMESTAMP)")
                                .formatted(type));
        };
    }

    private static ToLongBiFunction<Shard, ShardLog> startAt(String sequenceNumber, int offset) {
        return (shard, log) -> SequenceNumbers.index(shard, sequenceNumber) + offset;
    }

    private static ToLongBiFunction<Shard, ShardLog> startAt(Instant time) {
        return (shard, log) -> log.arrivedFrom(time);
    }

    private Instant timestamp(Request request) {
        Instant time = request.instant("Timestamp");
        if (time.isAfter(account.now())) {
            throw KinesisException.invalidArgument(
                    "Timestamp: %s (expected: not after now, %s)".formatted(time, account.now()));
        }
        return time;
    }

    private Map<String, Object> getRecords(Request request) {
        int limit = request.integer("Limit", 1, Limits.RECORDS_PER_GET, Limits.RECORDS_PER_GET);
        ShardIterator iterator = ShardIterator.decode(request.string("ShardIterator", 512), account.now());
        DataStream stream = account.stream(iterator.streamName());
        if (stream.info().incarnation() != iterator.incarnation()) {
            throw KinesisException.notFound("Stream %s of this iterator was deleted".formatted(iterator.streamName()));
        }
        DataStream.Batch batch = stream.read(iterator.shardId(), iterator.index(), limit);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("Records", batch.records().stream().map(Answers::stored).toList());
        answer.put("MillisBehindLatest", batch.millisBehindLatest());
        if (batch.isEnd()) {
            answer.put(
                    "ChildShards",
                    batch.children().stream().map(Answers::childShard).toList());
        } else {
            String next =
                    ShardIterator.of(stream, iterator.shardId(), batch.next()).encode(account.now());
            answer.put("NextShardIterator", next);
        }
        return answer;
    }
}
