package dev.tributary.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.ExpiredNextTokenException;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardFilter;
import software.amazon.awssdk.services.kinesis.model.ShardFilterType;
import software.amazon.awssdk.services.kinesis.model.ValidationException;

class ListShardsTest extends KinesisServerContract {

    ListShardsTest(Protocol protocol) {
        super(protocol);
    }

    @Test
    void shouldFilterShards() {
        createStream("orders", 1);
        clock.advance(Duration.ofHours(1));
        kinesis.splitShard(b -> b.streamName("orders").shardToSplit(FIRST_SHARD).newStartingHashKey("100"));
        clock.advance(Duration.ofHours(1));
        kinesis.mergeShards(b -> b.streamName("orders").shardToMerge(id(1)).adjacentShardToMerge(id(2)));
        clock.advance(Duration.ofHours(1));
        Instant whileSplit = start.plus(Duration.ofMinutes(90));

        assertThat(filtered(f -> f.type(ShardFilterType.AT_LATEST))).containsExactly(id(3));
        assertThat(filtered(f -> f.type(ShardFilterType.AT_TRIM_HORIZON))).containsExactly(id(0));
        assertThat(filtered(f -> f.type(ShardFilterType.FROM_TRIM_HORIZON))).hasSize(4);
        assertThat(filtered(f -> f.type(ShardFilterType.AFTER_SHARD_ID).shardId(id(1))))
                .containsExactly(id(2), id(3));
        assertThat(filtered(f -> f.type(ShardFilterType.AT_TIMESTAMP).timestamp(whileSplit)))
                .containsExactly(id(1), id(2));
        assertThat(filtered(f -> f.type(ShardFilterType.FROM_TIMESTAMP).timestamp(whileSplit)))
                .containsExactly(id(1), id(2), id(3));
        assertThatThrownBy(() -> filtered(f -> f.type("SOME"))).isInstanceOf(ValidationException.class);
    }

    @Test
    void shouldListShardsPageByPageWithinTheFilter() {
        createStream("orders", 2);
        kinesis.updateShardCount(
                b -> b.streamName("orders").targetShardCount(4).scalingType(ScalingType.UNIFORM_SCALING));

        ListShardsResponse first = kinesis.listShards(
                b -> b.streamName("orders").maxResults(3).shardFilter(f -> f.type(ShardFilterType.AT_LATEST)));
        ListShardsResponse second = kinesis.listShards(b -> b.nextToken(first.nextToken()));

        assertThat(first.shards()).extracting(Shard::shardId).containsExactly(id(2), id(3), id(4));
        assertThat(second.shards()).extracting(Shard::shardId).containsExactly(id(5));
        assertThat(second.nextToken()).isNull();
        assertThatThrownBy(() -> kinesis.listShards(b -> b.streamName("orders").nextToken(first.nextToken())))
                .isInstanceOf(InvalidArgumentException.class);
        clock.advance(Duration.ofMinutes(6));
        assertThatThrownBy(() -> kinesis.listShards(b -> b.nextToken(first.nextToken())))
                .isInstanceOf(ExpiredNextTokenException.class);
    }

    private List<String> filtered(Consumer<ShardFilter.Builder> filter) {
        return kinesis.listShards(b -> b.streamName("orders").shardFilter(filter)).shards().stream()
                .map(Shard::shardId)
                .toList();
    }
}
