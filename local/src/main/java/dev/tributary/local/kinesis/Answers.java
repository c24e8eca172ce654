package dev.tributary.local.kinesis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The structures that more than one answer, or a long one, is made of. */
final class Answers {

    private Answers() {}

    /** What DescribeStream and DescribeStreamSummary have in common. */
    static Map<String, Object> description(DataStream stream) {
        Map<String, Object> answer = summary(stream);
        StreamSettings settings = stream.settings();
        answer.put("RetentionPeriodHours", settings.retentionHours());
        answer.put("EnhancedMonitoring", List.of(Map.of("ShardLevelMetrics", List.of())));
        answer.put("EncryptionType", settings.encryptionType());
        String keyId = settings.keyId();
        if (keyId != null) {
            answer.put("KeyId", keyId);
        }
        return answer;
    }

    static Map<String, Object> summary(DataStream stream) {
        StreamInfo info = stream.info();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("StreamName", info.name());
        answer.put("StreamARN", info.arn());
        answer.put("StreamStatus", "ACTIVE");
        answer.put("StreamModeDetails", Map.of("StreamMode", info.mode()));
        answer.put("StreamCreationTimestamp", info.created());
        return answer;
    }

    static Map<String, Object> shard(Shard shard) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ShardId", shard.id());
        if (!shard.parents().isEmpty()) {
            answer.put("ParentShardId", shard.parents().get(0));
        }
        if (shard.parents().size() > 1) {
            answer.put("AdjacentParentShardId", shard.parents().get(1));
        }
        answer.put("HashKeyRange", range(shard.range()));
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("StartingSequenceNumber", SequenceNumbers.start(shard));
        if (shard.closed() != null) {
            numbers.put("EndingSequenceNumber", SequenceNumbers.end(shard, shard.closed()));
        }
        answer.put("SequenceNumberRange", numbers);
        return answer;
    }

    static Map<String, Object> childShard(Shard shard) {
        return Map.of("ShardId", shard.id(), "ParentShards", shard.parents(), "HashKeyRange", range(shard.range()));
    }

    static Map<String, Object> stored(StoredRecord stored) {
        return Map.of(
                "SequenceNumber", stored.sequenceNumber(),
                "ApproximateArrivalTimestamp", stored.arrival(),
                "Data", stored.content().data(),
                "PartitionKey", stored.content().partitionKey(),
                "EncryptionType", stored.encryptionType());
    }

    private static Map<String, Object> range(HashRange range) {
        return Map.of(
                "StartingHashKey", range.first().toString(),
                "EndingHashKey", range.last().toString());
    }
}
