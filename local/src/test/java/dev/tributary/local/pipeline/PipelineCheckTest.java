package dev.tributary.local.pipeline;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.firehose.DeliveryFixture;
import dev.tributary.local.firehose.DeliveryWorker;
import dev.tributary.local.function.BytesHandler;
import dev.tributary.local.function.FunctionHost;
import dev.tributary.local.source.EventSourceMapping;
import dev.tributary.local.source.FailureDestination;
import dev.tributary.local.source.KinesisReader;
import dev.tributary.local.source.MappingIdentity;
import dev.tributary.local.source.StreamMapping;
import dev.tributary.local.source.StreamPoller;
import dev.tributary.local.source.Waiting;
import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.ManualClock;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** A part that died is found behind one that is busy for ever. */
@Timeout(20)
class PipelineCheckTest {

    @Test
    void shouldFindADeadReaderBehindABusySource() {
        StreamPoller busy = poller();
        StreamPoller dead = poller();
        dead.start();

        assertDies(
                new Pipeline(List.of(function(busy), function(dead)), List.of(), Optional.empty()),
                "thread reader-shard died of ");
    }

    @Test
    void shouldFindADeadDeliveryBehindABusyOne() {
        ManualClock clock = new ManualClock(DeliveryFixture.START);
        DeliveryFixture busy = delivery(new ManualClock(DeliveryFixture.START));
        DeliveryFixture dead = delivery(clock);
        dead.s3.faults().failAll(FakeS3.PUT, new IllegalStateException("broken"));
        clock.advance(Duration.ofSeconds(5));

        assertDies(
                new Pipeline(List.of(), List.of(running(busy), running(dead)), Optional.empty()),
                "thread delivery-products died of ");
    }

    @Test
    void shouldFindDeadAnnouncements() {
        StreamPoller dead = poller();
        dead.start();

        assertDies(new Pipeline(List.of(), List.of(), Optional.of(dead)), "thread reader-shard died of ");
    }

    private static void assertDies(Pipeline pipeline, String message) {
        assertThatIllegalStateException()
                .isThrownBy(() -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        pipeline.check();
                        Thread.onSpinWait();
                    }
                })
                .withMessageStartingWith(message);
        assertThatIllegalStateException().isThrownBy(pipeline::isResolved);
    }

    private static RunningDelivery running(DeliveryFixture delivery) {
        return new RunningDelivery(new DeliveryWorker(delivery.stream), Optional.empty(), false);
    }

    private static DeliveryFixture delivery(ManualClock clock) {
        DeliveryFixture delivery = DeliveryFixture.ofLines(clock, FaultPlan.none());
        delivery.stream.putRecordBatch(List.of(new byte[1]));
        return delivery;
    }

    private static RunningFunction function(StreamPoller poller) {
        FunctionDefinition definition = new FunctionDefinition(
                "Function",
                "function",
                BytesHandler.class.getName() + "::handleRequest",
                Map.of(),
                128,
                Duration.ofSeconds(3),
                List.of());
        return new RunningFunction(
                definition, new FunctionHost(definition, FaultPlan.none()), List.of(), List.of(poller));
    }

    private static StreamPoller poller() {
        EventSourceMapping mapping = new EventSourceMapping(
                new MappingIdentity(new UUID(0, 1), "arn:aws:kinesis:r:1:stream/s", "function", "role"),
                StreamMapping.fromProperties(Map.of("StartingPosition", "TRIM_HORIZON")),
                event -> {
                    throw new AssertionError("nothing is read");
                },
                FailureDestination.NONE,
                Clock.systemUTC(),
                Waiting.SYSTEM);
        return new StreamPoller(mapping, new KinesisReader(new UnreadableKinesis(), "s"));
    }

    private static final class UnreadableKinesis implements KinesisClient {

        @Override
        public ListShardsResponse listShards(ListShardsRequest request) {
            return ListShardsResponse.builder()
                    .shards(Shard.builder().shardId("shard").build())
                    .build();
        }

        @Override
        public GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
            return GetShardIteratorResponse.builder().shardIterator("here").build();
        }

        @Override
        public GetRecordsResponse getRecords(GetRecordsRequest request) {
            throw new IllegalStateException("broken");
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
