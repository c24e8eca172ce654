package dev.tributary.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamMode;
import software.amazon.awssdk.services.kinesis.model.UpdateShardCountResponse;
import software.amazon.awssdk.services.kinesis.model.ValidationException;

class ReshardTest extends KinesisServerContract {

    private static final BigInteger KEYS = BigInteger.ONE.shiftLeft(128);
    private static final String MIDDLE = KEYS.shiftRight(1).toString();

    ReshardTest(Protocol protocol) {
        super(protocol);
    }

    @Test
    void shouldSplitAShardAtAHashKey() {
        createStream("orders", 1);

        kinesis.splitShard(b -> b.streamName("orders").shardToSplit(FIRST_SHARD).newStartingHashKey("100"));

        List<Shard> shards = shards("orders");
        assertThat(shards).extracting(Shard::shardId).containsExactly(id(0), id(1), id(2));
        assertThat(shards.get(0).sequenceNumberRange().endingSequenceNumber()).isNotNull();
        assertThat(shards.subList(1, 3)).allSatisfy(child -> {
            assertThat(child.parentShardId()).isEqualTo(FIRST_SHARD);
            assertThat(child.adjacentParentShardId()).isNull();
            assertThat(child.sequenceNumberRange().endingSequenceNumber()).isNull();
        });
        assertThat(shards.get(1).hashKeyRange().endingHashKey()).isEqualTo("99");
        assertThat(shards.get(2).hashKeyRange().startingHashKey()).isEqualTo("100");
    }

    @Test
    void shouldMergeNeighbours() {
        createStream("orders", 3);

        merge(id(1), id(0));

        Shard merged = shards("orders").get(3);
        assertThat(merged.parentShardId()).isEqualTo(id(1));
        assertThat(merged.adjacentParentShardId()).isEqualTo(id(0));
        assertThat(merged.hashKeyRange().startingHashKey()).isEqualTo("0");
        assertThat(openRanges()).hasSize(2);
    }

    @Test
    void shouldRefuseToSplitOrMergeWhatCannotBe() {
        createStream("orders", 3);

        assertThatThrownBy(() -> split(FIRST_SHARD, "0")).isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> split(FIRST_SHARD, MIDDLE)).isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> split(id(7), "100")).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> merge(id(0), id(2))).isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> merge(id(0), id(0))).isInstanceOf(InvalidArgumentException.class);
        split(FIRST_SHARD, "100");
        assertThatThrownBy(() -> split(FIRST_SHARD, "50"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("closed");
        assertThat(shards("orders")).hasSize(5);
    }

    @Test
    void shouldDoubleByOneSplitAShard() {
        createStream("orders", 2);

        UpdateShardCountResponse answer = scale(4);

        assertThat(answer.currentShardCount()).isEqualTo(2);
        assertThat(answer.targetShardCount()).isEqualTo(4);
        assertThat(shards("orders"))
                .extracting(Shard::parentShardId)
                .containsExactly(null, null, id(0), id(0), id(1), id(1));
        assertThat(openRanges()).isEqualTo(uniformRanges(4));
    }

    @Test
    void shouldHalveByOneMergeAPair() {
        createStream("orders", 4);

        scale(2);

        assertThat(shards("orders").subList(4, 6))
                .extracting(Shard::parentShardId, Shard::adjacentParentShardId)
                .containsExactly(tuple(id(0), id(1)), tuple(id(2), id(3)));
        assertThat(openRanges()).isEqualTo(uniformRanges(2));
    }

    @Test
    void shouldScaleToAnyCountFromHalfToDouble() {
        createStream("orders", 1);

        for (int count : List.of(2, 3, 5, 4, 7, 14, 9, 5)) {
            scale(count);
            assertThat(openRanges()).isEqualTo(uniformRanges(count));
        }
        assertThat(shards("orders")).allSatisfy(this::assertFollowsItsParents);
    }

    @Test
    void shouldRefuseCountsOutOfReach() {
        createStream("orders", 3);

        assertThatThrownBy(() -> scale(7))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("TargetShardCount: 7 (expected: 2-6");
        assertThatThrownBy(() -> scale(1)).isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> scale(0)).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> scale(1_000_000)).isInstanceOf(LimitExceededException.class);
        kinesis.createStream(b -> b.streamName("clicks").streamModeDetails(m -> m.streamMode(StreamMode.ON_DEMAND)));
        assertThatThrownBy(() -> kinesis.updateShardCount(
                        b -> b.streamName("clicks").targetShardCount(8).scalingType(ScalingType.UNIFORM_SCALING)))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void shouldEndAClosedShardAndNameItsChildren() {
        createStream("orders", 1);
        put("orders", "a", "before");
        String iterator = trimHorizon("orders", FIRST_SHARD);
        split(FIRST_SHARD, MIDDLE);
        put("orders", "a", "after");

        GetRecordsResponse end = get(iterator);

        assertThat(data(end)).containsExactly("before");
        assertThat(end.nextShardIterator()).isNull();
        assertThat(end.millisBehindLatest()).isZero();
        assertThat(end.childShards()).extracting(ChildShard::shardId).containsExactly(id(1), id(2));
        assertThat(end.childShards().get(1).parentShards()).containsExactly(FIRST_SHARD);
        assertThat(end.childShards().get(1).hashKeyRange().startingHashKey()).isEqualTo(MIDDLE);
        assertThat(data(get(trimHorizon("orders", id(1))))).containsExactly("after");
    }

    @Test
    void shouldNotEndAClosedShardBeforeItsLastRecord() {
        createStream("orders", 2);
        put("orders", "a", "data-0");
        put("orders", "a", "data-1");
        merge(id(0), id(1));
        String iterator = trimHorizon("orders", FIRST_SHARD);

        GetRecordsResponse first =
                kinesis.getRecords(b -> b.shardIterator(iterator).limit(1));
        GetRecordsResponse second = get(first.nextShardIterator());

        assertThat(data(first)).containsExactly("data-0");
        assertThat(first.childShards()).isEmpty();
        assertThat(data(second)).containsExactly("data-1");
        assertThat(second.nextShardIterator()).isNull();
        assertThat(second.childShards().get(0).parentShards()).containsExactly(id(0), id(1));
    }

    @Test
    void shouldEndAtOnceAfterTheEndOfAClosedShard() {
        createStream("orders", 1);
        put("orders", "a", "data");
        split(FIRST_SHARD, MIDDLE);
        String ending = shards("orders").get(0).sequenceNumberRange().endingSequenceNumber();

        GetRecordsResponse end =
                get(iterator("orders", FIRST_SHARD, b -> b.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                        .startingSequenceNumber(ending)));

        assertThat(end.records()).isEmpty();
        assertThat(end.nextShardIterator()).isNull();
    }

    @Test
    void shouldNumberAKeysRecordsInOrderAcrossShards() {
        createStream("orders", 2);
        List<BigInteger> numbers = new ArrayList<>();

        for (int count : List.of(3, 6, 3, 2, 1, 2)) {
            numbers.add(new BigInteger(put("orders", "a", "data").sequenceNumber()));
            scale(count);
        }

        assertThat(numbers).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void shouldForgetAClosedShardWhenItsRecordsHaveExpired() {
        createStream("orders", 1);
        put("orders", "a", "data");
        split(FIRST_SHARD, MIDDLE);

        clock.advance(Duration.ofHours(24).plusMillis(1));

        assertThat(shards("orders")).extracting(Shard::shardId).containsExactly(id(1), id(2));
        assertThatThrownBy(() -> trimHorizon("orders", FIRST_SHARD)).isInstanceOf(ResourceNotFoundException.class);
    }

    private void split(String shard, String at) {
        kinesis.splitShard(b -> b.streamName("orders").shardToSplit(shard).newStartingHashKey(at));
    }

    private void merge(String shard, String adjacent) {
        kinesis.mergeShards(b -> b.streamName("orders").shardToMerge(shard).adjacentShardToMerge(adjacent));
    }

    private UpdateShardCountResponse scale(int count) {
        return kinesis.updateShardCount(
                b -> b.streamName("orders").targetShardCount(count).scalingType(ScalingType.UNIFORM_SCALING));
    }

    private List<String> openRanges() {
        return shards("orders").stream()
                .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
                .map(ReshardTest::range)
                .sorted((a, b) -> first(a).compareTo(first(b)))
                .toList();
    }

    private static List<String> uniformRanges(int count) {
        BigInteger size = KEYS.divide(BigInteger.valueOf(count));
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    BigInteger end = i == count - 1 ? KEYS : size.multiply(BigInteger.valueOf(i + 1L));
                    return size.multiply(BigInteger.valueOf(i)) + "-" + end.subtract(BigInteger.ONE);
                })
                .toList();
    }

    private static String range(Shard shard) {
        return shard.hashKeyRange().startingHashKey() + "-"
                + shard.hashKeyRange().endingHashKey();
    }

    private static BigInteger first(String range) {
        return new BigInteger(range.substring(0, range.indexOf('-')));
    }

    /** Parents are closed, and end before their child starts. */
    private void assertFollowsItsParents(Shard child) {
        BigInteger starting = new BigInteger(child.sequenceNumberRange().startingSequenceNumber());
        shards("orders").stream()
                .filter(shard -> shard.shardId().equals(child.parentShardId())
                        || shard.shardId().equals(child.adjacentParentShardId()))
                .map(parent -> new BigInteger(parent.sequenceNumberRange().endingSequenceNumber()))
                .forEach(ending -> assertThat(ending).isLessThan(starting));
    }
}
