package dev.tributary.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.ValidationException;

class ReadTest extends KinesisServerContract {

    ReadTest(Protocol protocol) {
        super(protocol);
        createStream("orders", 1);
    }

    @Test
    void shouldReadOnFromWhereItStopped() {
        IntStream.range(0, 5).forEach(i -> put("orders", "key", "data-" + i));
        String iterator = trimHorizon("orders", FIRST_SHARD);

        GetRecordsResponse first =
                kinesis.getRecords(b -> b.shardIterator(iterator).limit(3));
        GetRecordsResponse second = get(first.nextShardIterator());
        put("orders", "key", "data-5");
        GetRecordsResponse third = get(second.nextShardIterator());

        assertThat(data(first)).containsExactly("data-0", "data-1", "data-2");
        assertThat(data(second)).containsExactly("data-3", "data-4");
        assertThat(data(third)).containsExactly("data-5");
        assertThat(data(get(third.nextShardIterator()))).isEmpty();
    }

    @Test
    void shouldReadTheSameFromTheSameIterator() {
        put("orders", "key", "data");
        String iterator = trimHorizon("orders", FIRST_SHARD);

        assertThat(data(get(iterator))).containsExactly("data");
        assertThat(data(get(iterator))).containsExactly("data");
    }

    @Test
    void shouldReadOnlyWhatComesAfterLatest() {
        put("orders", "key", "before");
        String latest = iterator("orders", FIRST_SHARD, b -> b.shardIteratorType(ShardIteratorType.LATEST));
        put("orders", "key", "after");

        assertThat(data(get(latest))).containsExactly("after");
    }

    @Test
    void shouldStartAtOrAfterASequenceNumber() {
        put("orders", "key", "data-0");
        String number = put("orders", "key", "data-1").sequenceNumber();
        put("orders", "key", "data-2");

        assertThat(data(get(startAt(ShardIteratorType.AT_SEQUENCE_NUMBER, number))))
                .containsExactly("data-1", "data-2");
        assertThat(data(get(startAt(ShardIteratorType.AFTER_SEQUENCE_NUMBER, number))))
                .containsExactly("data-2");
    }

    @Test
    void shouldStartAtTheShardsFirstNumber() {
        put("orders", "key", "data");
        String first = shards("orders").get(0).sequenceNumberRange().startingSequenceNumber();

        assertThat(data(get(startAt(ShardIteratorType.AT_SEQUENCE_NUMBER, first))))
                .containsExactly("data");
        assertThat(data(get(startAt(ShardIteratorType.AFTER_SEQUENCE_NUMBER, first))))
                .containsExactly("data");
    }

    @Test
    void shouldGoOnAfterANumberThatHasExpired() {
        String expired = put("orders", "key", "old").sequenceNumber();
        clock.advance(Duration.ofHours(25));
        put("orders", "key", "new");

        assertThat(data(get(startAt(ShardIteratorType.AT_SEQUENCE_NUMBER, expired))))
                .containsExactly("new");
        assertThat(data(get(startAt(ShardIteratorType.AFTER_SEQUENCE_NUMBER, expired))))
                .containsExactly("new");
    }

    @Test
    void shouldRefuseASequenceNumberOfAnotherShard() {
        createStream("payments", 2);
        String foreign = put("payments", "b", "data").sequenceNumber();

        assertThatThrownBy(() -> startAt(ShardIteratorType.AT_SEQUENCE_NUMBER, foreign))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining(foreign);
        assertThatThrownBy(() -> startAt(ShardIteratorType.AT_SEQUENCE_NUMBER, "12"))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void shouldStartAtATimestamp() {
        put("orders", "key", "data-0");
        clock.advance(Duration.ofMillis(1));
        put("orders", "key", "data-1");
        clock.advance(Duration.ofMinutes(1));

        assertThat(data(get(startAtMillisAfterStart(-1)))).containsExactly("data-0", "data-1");
        assertThat(data(get(startAtMillisAfterStart(1)))).containsExactly("data-1");
        assertThat(data(get(startAtMillisAfterStart(2)))).isEmpty();
        assertThatThrownBy(() -> startAtMillisAfterStart(60_002)).isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void shouldRefuseIteratorsThatCannotBe() {
        assertThatThrownBy(() -> iterator("orders", SECOND_SHARD, b -> b.shardIteratorType(ShardIteratorType.LATEST)))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining(SECOND_SHARD);
        assertThatThrownBy(() -> iterator("orders", FIRST_SHARD, b -> b.shardIteratorType("SOMEWHERE")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("SOMEWHERE");
        assertThatThrownBy(() ->
                        iterator("orders", FIRST_SHARD, b -> b.shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("StartingSequenceNumber: missing");
        assertThatThrownBy(() -> get("bm90IG91cnM=")).isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> get("no base64!")).isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void shouldExpireIteratorsAfterFiveMinutes() {
        String iterator = trimHorizon("orders", FIRST_SHARD);
        clock.advance(Duration.ofMinutes(5));
        String next = get(iterator).nextShardIterator();
        clock.advance(Duration.ofMillis(1));

        assertThatThrownBy(() -> get(iterator)).isInstanceOf(ExpiredIteratorException.class);
        assertThat(get(next).records()).isEmpty();
    }

    @Test
    void shouldRefuseALimitOutOfRange() {
        String iterator = trimHorizon("orders", FIRST_SHARD);

        assertThatThrownBy(
                        () -> kinesis.getRecords(b -> b.shardIterator(iterator).limit(10_001)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Limit: 10001 (expected: 1-10000)");
        assertThatThrownBy(
                        () -> kinesis.getRecords(b -> b.shardIterator(iterator).limit(0)))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void shouldAnswerAtMostTenThousandRecords() {
        IntStream.range(0, 21)
                .forEach(i -> kinesis.putRecords(
                        b -> b.streamName("orders").records(Collections.nCopies(500, entry("key")))));

        GetRecordsResponse first = get(trimHorizon("orders", FIRST_SHARD));

        assertThat(first.records()).hasSize(10_000);
        assertThat(get(first.nextShardIterator()).records()).hasSize(500);
    }

    @Test
    void shouldAnswerAtMostTenMebibytes() {
        byte[] large = new byte[(1 << 20) - 1];
        IntStream.range(0, 3)
                .forEach(i -> kinesis.putRecords(
                        b -> b.streamName("orders").records(Collections.nCopies(4, entry("k", large)))));

        GetRecordsResponse first = get(trimHorizon("orders", FIRST_SHARD));

        assertThat(first.records()).hasSize(10);
        assertThat(get(first.nextShardIterator()).records()).hasSize(2);
    }

    @Test
    void shouldTellHowFarBehindAReaderIs() {
        put("orders", "key", "data-0");
        clock.advance(Duration.ofSeconds(2));
        put("orders", "key", "data-1");
        String iterator = trimHorizon("orders", FIRST_SHARD);

        assertThat(behind(iterator, 1)).isPositive();
        clock.advance(Duration.ofSeconds(3));
        assertThat(behind(iterator, 1)).isEqualTo(3000);
        assertThat(behind(iterator, 2)).isZero();
    }

    @Test
    void shouldSkipFromAnIteratorWhatHasExpiredSince() {
        List.of("old", "older").forEach(data -> put("orders", "key", data));
        clock.advance(Duration.ofHours(24));
        String iterator = trimHorizon("orders", FIRST_SHARD);
        put("orders", "key", "new");
        clock.advance(Duration.ofMinutes(1));

        assertThat(data(get(iterator))).containsExactly("new");
    }

    private long behind(String iterator, int limit) {
        return kinesis.getRecords(b -> b.shardIterator(iterator).limit(limit)).millisBehindLatest();
    }

    private String startAt(ShardIteratorType type, String number) {
        return iterator("orders", FIRST_SHARD, b -> b.shardIteratorType(type).startingSequenceNumber(number));
    }

    private String startAtMillisAfterStart(long millis) {
        return iterator("orders", FIRST_SHARD, b -> b.shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                .timestamp(start.plusMillis(millis)));
    }
}
