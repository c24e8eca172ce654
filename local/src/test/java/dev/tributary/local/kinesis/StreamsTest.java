package dev.tributary.local.kinesis;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.EncryptionType;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.ListStreamsResponse;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.StreamDescription;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamMode;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;
import software.amazon.awssdk.services.kinesis.model.Tag;
import software.amazon.awssdk.services.kinesis.model.ValidationException;

class StreamsTest extends KinesisServerContract {

    StreamsTest(Protocol protocol) {
        super(protocol);
    }

    @Test
    void shouldDescribeAStreamAsItWasCreated() {
        createStream("orders", 2);

        StreamDescription description =
                kinesis.describeStream(b -> b.streamName("orders")).streamDescription();

        assertThat(description.streamARN()).isEqualTo(ARN_PREFIX + "orders");
        assertThat(description.streamStatus()).isEqualTo(StreamStatus.ACTIVE);
        assertThat(description.streamCreationTimestamp()).isEqualTo(start);
        assertThat(description.retentionPeriodHours()).isEqualTo(24);
        assertThat(description.encryptionType()).isEqualTo(EncryptionType.NONE);
        assertThat(description.streamModeDetails().streamMode()).isEqualTo(StreamMode.PROVISIONED);
        assertThat(description.shards())
                .extracting(shard -> shard.shardId())
                .containsExactly(FIRST_SHARD, SECOND_SHARD);
        assertThat(description.hasMoreShards()).isFalse();
    }

    @Test
    void shouldDivideTheHashKeysEvenly() {
        createStream("orders", 3);

        assertThat(shards("orders"))
                .extracting(shard -> shard.hashKeyRange().startingHashKey(), shard -> shard.hashKeyRange()
                        .endingHashKey())
                .containsExactly(
                        tuple("0", "113427455640312821154458202477256070484"),
                        tuple("113427455640312821154458202477256070485", "226854911280625642308916404954512140969"),
                        tuple("226854911280625642308916404954512140970", "340282366920938463463374607431768211455"));
    }

    @Test
    void shouldSummarizeAnOnDemandStreamFoundByItsArn() {
        kinesis.createStream(b -> b.streamName("clicks").streamModeDetails(m -> m.streamMode(StreamMode.ON_DEMAND)));

        StreamDescriptionSummary summary = kinesis.describeStreamSummary(b -> b.streamARN(ARN_PREFIX + "clicks"))
                .streamDescriptionSummary();

        assertThat(summary.streamModeDetails().streamMode()).isEqualTo(StreamMode.ON_DEMAND);
        assertThat(summary.openShardCount()).isEqualTo(4);
        assertThat(kinesis.describeLimits(b -> {}).onDemandStreamCount()).isEqualTo(1);
    }

    @Test
    void shouldRefuseToCreateAStreamTwice() {
        createStream("orders", 1);

        assertThatThrownBy(() -> createStream("orders", 1))
                .isInstanceOf(ResourceInUseException.class)
                .hasMessageContaining("orders");
    }

    @Test
    void shouldRefuseStreamsThatCannotBe() {
        assertThatThrownBy(() -> createStream("no spaces", 1))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("no spaces");
        assertThatThrownBy(() -> createStream("orders", 0))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("ShardCount: 0 (expected: 1-");
        assertThatThrownBy(() -> createStream("orders", 20_001))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("20001");
        assertThatThrownBy(() -> kinesis.createStream(b -> b.streamName("orders")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("ShardCount: missing");
        assertThat(kinesis.listStreams().streamNames()).isEmpty();
    }

    @Test
    void shouldForgetADeletedStream() {
        createStream("orders", 1);
        put("orders", "key", "data");
        String iterator = trimHorizon("orders", FIRST_SHARD);

        kinesis.deleteStream(b -> b.streamName("orders"));

        assertThatThrownBy(() -> kinesis.describeStreamSummary(b -> b.streamName("orders")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> get(iterator)).isInstanceOf(ResourceNotFoundException.class);
        createStream("orders", 1);
        assertThatThrownBy(() -> get(iterator)).isInstanceOf(ResourceNotFoundException.class);
        assertThat(contents("orders")).isEmpty();
    }

    @Test
    void shouldNotFindAStreamUnderAnotherNameOrArn() {
        createStream("orders", 1);

        assertThatThrownBy(() -> kinesis.describeStreamSummary(b -> b.streamName("order")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> kinesis.describeStreamSummary(
                        b -> b.streamARN("arn:aws:kinesis:eu-west-1:000000000000:stream/orders")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> kinesis.describeStreamSummary(b -> b.streamARN("orders")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("StreamARN: orders");
        assertThatThrownBy(() -> kinesis.describeStreamSummary(
                        b -> b.streamARN(ARN_PREFIX + "orders").streamName("other")))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> kinesis.describeStreamSummary(b -> {})).isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void shouldListStreamsPageByPage() {
        List<String> names = IntStream.range(0, 5).mapToObj(i -> "stream-" + i).toList();
        names.forEach(name -> createStream(name, 1));

        ListStreamsResponse first = kinesis.listStreams(b -> b.limit(3));
        ListStreamsResponse second = kinesis.listStreams(b -> b.nextToken(first.nextToken()));
        ListStreamsResponse third = kinesis.listStreams(b -> b.exclusiveStartStreamName("stream-3"));

        assertThat(first.streamNames()).isEqualTo(names.subList(0, 3));
        assertThat(first.hasMoreStreams()).isTrue();
        assertThat(first.streamSummaries().get(0).streamCreationTimestamp()).isEqualTo(start);
        assertThat(second.streamNames()).isEqualTo(names.subList(3, 5));
        assertThat(second.hasMoreStreams()).isFalse();
        assertThat(third.streamNames()).containsExactly("stream-4");
    }

    @Test
    void shouldKeepTags() {
        kinesis.createStream(b -> b.streamName("orders").shardCount(1).tags(Map.of("team", "a")));

        kinesis.addTagsToStream(b -> b.streamName("orders").tags(Map.of("stage", "test", "team", "b")));
        assertThat(kinesis.listTagsForStream(b -> b.streamName("orders")).tags())
                .containsExactly(tag("stage", "test"), tag("team", "b"));

        kinesis.removeTagsFromStream(b -> b.streamName("orders").tagKeys("team"));
        assertThat(kinesis.listTagsForStream(b -> b.streamName("orders")).tags())
                .containsExactly(tag("stage", "test"));
    }

    @Test
    void shouldRefuseTooManyTags() {
        createStream("orders", 1);
        Map<String, String> tags = IntStream.range(0, 51).boxed().collect(toMap(i -> "tag-" + i, i -> ""));

        assertThatThrownBy(() ->
                        kinesis.addTagsToStream(b -> b.streamName("orders").tags(tags)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("51");
        assertThat(kinesis.listTagsForStream(b -> b.streamName("orders")).tags())
                .isEmpty();
    }

    @Test
    void shouldReportEncryptionFromWhenItStartedUntilItStopped() {
        createStream("orders", 1);
        put("orders", "key", "plain");

        kinesis.startStreamEncryption(
                b -> b.streamName("orders").encryptionType(EncryptionType.KMS).keyId("alias/orders"));
        assertThat(put("orders", "key", "encrypted").encryptionType()).isEqualTo(EncryptionType.KMS);
        assertThat(kinesis.describeStream(b -> b.streamName("orders"))
                        .streamDescription()
                        .keyId())
                .isEqualTo("alias/orders");
        kinesis.stopStreamEncryption(
                b -> b.streamName("orders").encryptionType(EncryptionType.KMS).keyId("alias/orders"));
        assertThat(put("orders", "key", "plain again").encryptionType()).isEqualTo(EncryptionType.NONE);

        assertThat(get(trimHorizon("orders", FIRST_SHARD)).records())
                .extracting(stored -> stored.encryptionType())
                .containsExactly(EncryptionType.NONE, EncryptionType.KMS, EncryptionType.NONE);
    }

    @Test
    void shouldChangeTheRetentionWithinItsRange() {
        createStream("orders", 1);

        kinesis.increaseStreamRetentionPeriod(b -> b.streamName("orders").retentionPeriodHours(8760));
        assertThatThrownBy(() -> kinesis.increaseStreamRetentionPeriod(
                        b -> b.streamName("orders").retentionPeriodHours(48)))
                .isInstanceOf(InvalidArgumentException.class);
        kinesis.decreaseStreamRetentionPeriod(b -> b.streamName("orders").retentionPeriodHours(48));
        assertThatThrownBy(() -> kinesis.decreaseStreamRetentionPeriod(
                        b -> b.streamName("orders").retentionPeriodHours(23)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("RetentionPeriodHours: 23 (expected: 24-48)");

        assertThat(kinesis.describeStreamSummary(b -> b.streamName("orders"))
                        .streamDescriptionSummary()
                        .retentionPeriodHours())
                .isEqualTo(48);
    }

    @Test
    void shouldDropRecordsOlderThanTheRetention() {
        createStream("orders", 1);
        String before = trimHorizon("orders", FIRST_SHARD);
        put("orders", "key", "old");
        clock.advance(Duration.ofMinutes(4));
        put("orders", "key", "new");
        assertThat(data(get(before))).containsExactly("old", "new");

        clock.advance(Duration.ofHours(24).minusMinutes(4));
        assertThat(contents("orders")).containsExactly("old", "new");
        clock.advance(Duration.ofMillis(1));

        assertThat(contents("orders")).containsExactly("new");
    }

    @Test
    void shouldNotBringBackWhatExpiredBeforeTheRetentionGrew() {
        createStream("orders", 1);
        put("orders", "key", "old");
        clock.advance(Duration.ofHours(25));

        kinesis.increaseStreamRetentionPeriod(b -> b.streamName("orders").retentionPeriodHours(48));

        assertThat(contents("orders")).isEmpty();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
