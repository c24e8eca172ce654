package dev.tributary.local.kinesis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes, deletes, lists and describes streams. All of it is done at once: no stream is ever CREATING or DELETING. */
final class StreamOperations {

    private final Account account;

    StreamOperations(Account account) {
        this.account = account;
    }

    Map<String, Function<Request, Map<String, Object>>> byName() {
        return Map.of(
                "CreateStream", this::create,
                "DeleteStream", this::delete,
                "ListStreams", this::list,
                "DescribeStream", this::describe,
                "DescribeStreamSummary", this::describeSummary,
                "DescribeLimits", this::describeLimits);
    }

    private Map<String, Object> create(Request request) {
        String name = request.string("StreamName");
        if (!name.matches("[a-zA-Z0-9_.-]{1,128}")) {
            throw KinesisException.validation(
                    "StreamName: %s (expected: 1-128 letters, digits, '_', '.' or '-')".formatted(name));
        }
        String mode = mode(request.optionalStructure("StreamModeDetails"));
        boolean isOnDemand = mode.equals(StreamInfo.ON_DEMAND);
        if (isOnDemand && account.onDemandStreamCount() >= Limits.ON_DEMAND_STREAMS) {
            throw KinesisException.limitExceeded(
                    "StreamMode: one more ON_DEMAND stream (expected: at most %d)".formatted(Limits.ON_DEMAND_STREAMS));
        }
        int shards = isOnDemand ? Limits.ON_DEMAND_SHARDS : request.integer("ShardCount", 1, Integer.MAX_VALUE);
        Map<String, String> tags = request.has("Tags") ? request.tags("Tags") : Map.of();
        account.create(name, mode, shards).settings().tag(tags);
        return Map.of();
    }

    private static String mode(@Nullable Request details) {
        String mode = details == null ? StreamInfo.PROVISIONED : details.string("StreamMode");
        if (!mode.equals(StreamInfo.PROVISIONED) && !mode.equals(StreamInfo.ON_DEMAND)) {
            throw KinesisException.validation("StreamMode: %s (expected: PROVISIONED or ON_DEMAND)".formatted(mode));
        }
        return mode;
    }

    private Map<String, Object> delete(Request request) {
        account.delete(account.stream(request));
        return Map.of();
    }

    private Map<String, Object> list(Request request) {
        int limit = request.integer("Limit", 1, 10_000, 100);
        String token = request.optionalString("NextToken");
        @Nullable
        String after = token == null
                ? request.optionalString("ExclusiveStartStreamName")
                : Token.decode("NextToken", token, 1).words().get(0);
        Page<DataStream> page =
                Page.of(account.streams(), stream -> stream.info().name(), after, limit);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "StreamNames", page.items().stream().map(s -> s.info().name()).toList());
        answer.put(
                "StreamSummaries", page.items().stream().map(Answers::summary).toList());
        answer.put("HasMoreStreams", page.hasMore());
        if (page.hasMore()) {
            String last = page.last().info().name();
            answer.put("NextToken", new Token(account.now(), List.of(last)).encode());
        }
        return answer;
    }

    private Map<String, Object> describe(Request request) {
        DataStream stream = account.stream(request);
        String after = request.optionalString("ExclusiveStartShardId");
        Page<Shard> page = Page.of(stream.shards(), Shard::id, after, request.integer("Limit", 1, 10_000, 100));
        Map<String, Object> answer = Answers.description(stream);
        answer.put("Shards", page.items().stream().map(Answers::shard).toList());
        answer.put("HasMoreShards", page.hasMore());
        return Map.of("StreamDescription", answer);
    }

    private Map<String, Object> describeSummary(Request request) {
        DataStream stream = account.stream(request);
        Map<String, Object> answer = Answers.description(stream);
        answer.put("OpenShardCount", stream.openShardCount());
        answer.put("ConsumerCount", 0);
        return Map.of("StreamDescriptionSummary", answer);
    }

    private Map<String, Object> describeLimits(Request request) {
        return Map.of(
                "ShardLimit",
                Limits.SHARDS,
                "OpenShardCount",
                account.openShardCount(),
                "OnDemandStreamCount",
                account.onDemandStreamCount(),
                "OnDemandStreamCountLimit",
                Limits.ON_DEMAND_STREAMS);
    }
}
