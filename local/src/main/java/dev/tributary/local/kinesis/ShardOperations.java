package dev.tributary.local.kinesis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lists shards, and splits and merges them; at once, so that a stream is never UPDATING. */
final class ShardOperations {

    private final Account account;

    ShardOperations(Account account) {
        this.account = account;
    }

    Map<String, Function<Request, Map<String, Object>>> byName() {
        return Map.of(
                "ListShards", this::list,
                "UpdateShardCount", this::updateCount,
                "SplitShard", this::split,
                "MergeShards", this::merge);
    }

    /** What a page of ListShards is about; its token repeats it for the next. */
    private record Listing(
            DataStream stream, ShardFilter filter, @Nullable String after) {

        Token nextToken(String last) {
            return new Token(
                    stream.now(), List.of(stream.info().name(), filter.type().name(), filter.argument(), last));
        }
    }

    private Map<String, Object> list(Request request) {
        int limit = request.integer("MaxResults", 1, 10_000, 1000);
        Listing listing = listing(request);
        List<Shard> shards = listing.stream().shards().stream()
                .filter(shard -> listing.filter().admits(shard, listing.stream().horizon()))
                .toList();
        Page<Shard> page = Page.of(shards, Shard::id, listing.after(), limit);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("Shards", page.items().stream().map(Answers::shard).toList());
        if (page.hasMore()) {
            answer.put("NextToken", listing.nextToken(page.last().id()).encode());
        }
        return answer;
    }

    private Listing listing(Request request) {
        String text = request.optionalString("NextToken");
        if (text == null) {
            return new Listing(
                    account.stream(request),
                    ShardFilter.of(request.optionalStructure("ShardFilter")),
                    request.optionalString("ExclusiveStartShardId"));
        }
        if (request.has("StreamName") || request.has("StreamARN") || request.has("ExclusiveStartShardId")) {
            throw KinesisException.invalidArgument("NextToken: given with a stream or a shard (expected: either)");
        }
        Token token = Token.decode("NextToken", text, 4);
        if (token.isExpired(account.now())) {
            throw KinesisException.expiredNextToken("NextToken: made at %s (expected: at most %s old)"
                    .formatted(token.issued(), Limits.TOKEN_LIFETIME));
        }
        List<String> words = token.words();
        return new Listing(
                account.stream(words.get(0)),
                new ShardFilter(ShardFilter.type(words.get(1)), words.get(2)),
                words.get(3));
    }

    private Map<String, Object> updateCount(Request request) {
        DataStream stream = account.stream(request);
        int target = request.integer("TargetShardCount", 1, Integer.MAX_VALUE);
        String scaling = request.string("ScalingType");
        if (!scaling.equals("UNIFORM_SCALING")) {
            throw KinesisException.validation("ScalingType: %s (expected: UNIFORM_SCALING)".formatted(scaling));
        }
        if (stream.info().mode().equals(StreamInfo.ON_DEMAND)) {
            throw KinesisException.validation("UpdateShardCount on %s: ON_DEMAND (expected: a PROVISIONED stream)"
                    .formatted(stream.info().name()));
        }
        account.requireShards(target - stream.openShardCount());
        int current = stream.scale(target);
        return Map.of(
                "StreamName",
                stream.info().name(),
                "StreamARN",
                stream.info().arn(),
                "CurrentShardCount",
                current,
                "TargetShardCount",
                target);
    }

    private Map<String, Object> split(Request request) {
        DataStream stream = account.stream(request);
        account.requireShards(1);
        stream.split(request.string("ShardToSplit"), request.hashKey("NewStartingHashKey"));
        return Map.of();
    }

    private Map<String, Object> merge(Request request) {
        account.stream(request).merge(request.string("ShardToMerge"), request.string("AdjacentShardToMerge"));
        return Map.of();
    }
}
