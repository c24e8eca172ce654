package dev.tributary.local.source;

import static dev.tributary.local.source.LaneFixture.ERROR;
import static dev.tributary.local.source.LaneFixture.OK;
import static dev.tributary.local.source.LaneFixture.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

@Timeout(30)
class StreamPollerTest {

    private static final String SHARD = "shardId-000000000000";

    private final FakeKinesis kinesis = new FakeKinesis();
    private final List<Integer> delivered = Collections.synchronizedList(new ArrayList<>());
    private final ConcurrentLinkedQueue<Duration> naps = new ConcurrentLinkedQueue<>();
    private final List<StreamPoller> pollers = new ArrayList<>();

    @BeforeEach
    void addShard() {
        kinesis.addShard(SHARD, null, null);
    }

    @AfterEach
    void closePollers() {
        pollers.forEach(StreamPoller::close);
    }

    @Test
    void shouldDeliverWhatTheStreamHoldsFromTheTrimHorizon() {
        putMany(SHARD, 2_500);
        kinesis.limitReads(700);

        EventSourceMapping mapping = mapping(Map.of(), this::deliver);
        awaitIdle(start(mapping));

        assertThat(delivered).hasSize(2_500).isSorted();
        assertThat(mapping.report().recordsDelivered()).isEqualTo(2_500);
    }

    @Test
    void shouldDeliverOnlyWhatComesAfterTheStartFromLatest() {
        putMany(SHARD, 3);
        StreamPoller poller = start(mapping(Map.of("StartingPosition", "LATEST"), this::deliver));
        int first = kinesis.put(SHARD, "key", START);
        awaitIdle(poller);

        assertThat(delivered).containsExactly(first);
    }

    @Test
    void shouldDeliverFromATimestamp() {
        kinesis.put(SHARD, "key", START.minusSeconds(1));
        int second = kinesis.put(SHARD, "key", START);
        long timestamp = START.getEpochSecond();
        awaitIdle(start(mapping(
                Map.of("StartingPosition", "AT_TIMESTAMP", "StartingPositionTimestamp", timestamp), this::deliver)));

        assertThat(delivered).containsExactly(second);
    }

    @Test
    void shouldNotBeIdleWhileARecordIsUnresolved() throws InterruptedException {
        CountDownLatch invoked = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        StreamPoller poller = start(mapping(Map.of(), records -> {
            invoked.countDown();
            awaitLatch(released);
            return deliver(records);
        }));
        awaitIdle(poller);

        kinesis.put(SHARD, "key", START);
        assertThat(poller.isIdle()).isFalse();
        assertThat(invoked.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(poller.isIdle()).isFalse();

        released.countDown();
        awaitIdle(poller);
        assertThat(delivered).hasSize(1);
    }

    @Test
    void shouldResolveTheParentsBeforeTheirChildren() {
        kinesis.addShard("shardId-000000000001", null, null);
        kinesis.addShard("shardId-000000000002", SHARD, "shardId-000000000001");
        int child = kinesis.put("shardId-000000000002", "key", START);
        List<Integer> parents = putMany(SHARD, 200);
        parents.addAll(putMany("shardId-000000000001", 200));
        kinesis.closeShard(SHARD);
        kinesis.closeShard("shardId-000000000001");

        awaitIdle(start(mapping(Map.of("BatchSize", 10), failingNowAndThen())));

        assertThat(delivered).hasSize(401).last().isEqualTo(child);
        assertThat(delivered).containsAll(parents);
    }

    @Test
    void shouldFollowAShardThatIsSplitWhileItRuns() {
        StreamPoller poller = start(mapping(Map.of("StartingPosition", "LATEST"), this::deliver));
        int before = kinesis.put(SHARD, "key", START);
        kinesis.closeShard(SHARD);
        kinesis.addShard("shardId-000000000001", SHARD, null);
        int after = kinesis.put("shardId-000000000001", "key", START);
        awaitIdle(poller);

        assertThat(delivered).containsExactly(before, after);
    }

    @Test
    void shouldStartAChildWhoseParentIsBeyondTheRetention() {
        kinesis.addShard("shardId-000000000005", "shardId-000000000004", null);
        int record = kinesis.put("shardId-000000000005", "key", START);
        awaitIdle(start(mapping(Map.of(), this::deliver)));

        assertThat(delivered).containsExactly(record);
    }

    @Test
    void shouldRenewAnExpiredIteratorAfterTheLastSequenceNumber() {
        int first = kinesis.put(SHARD, "key", START);
        StreamPoller poller = start(mapping(Map.of(), this::deliver));
        awaitIdle(poller);
        int second = putAndExpireIterators();
        awaitIdle(poller);

        assertThat(delivered).containsExactly(first, second);
        assertThat(kinesis.iteratorRequests).anySatisfy(request -> {
            assertThat(request.shardIteratorType()).isEqualTo(ShardIteratorType.AFTER_SEQUENCE_NUMBER);
            assertThat(request.startingSequenceNumber()).isEqualTo(Integer.toString(first));
        });
    }

    @Test
    void shouldMissNothingWhenALatestIteratorExpiresBeforeItsFirstRecord() {
        StreamPoller poller = start(mapping(Map.of("StartingPosition", "LATEST"), this::deliver));
        int record = putAndExpireIterators();
        awaitIdle(poller);

        assertThat(delivered).containsExactly(record);
    }

    @Test
    void shouldBackOffWhenReadsAreThrottled() {
        int record = kinesis.put(SHARD, "key", START);
        kinesis.failNextReads(throttled(), throttled(), throttled());
        StreamPoller poller = start(mapping(Map.of(), this::deliver));
        awaitDelivery(1);

        assertThat(delivered).containsExactly(record);
        assertThat(naps).contains(Duration.ofMillis(100), Duration.ofMillis(400));
        awaitIdle(poller);
    }

    @Test
    void shouldKeepTheOrderOfEachKeyInParallelLanes() {
        Map<Integer, String> keys = new HashMap<>();
        for (int i = 0; i < 1_000; i++) {
            String key = "user-" + i % 37;
            keys.put(kinesis.put(SHARD, key, START), key);
        }
        awaitIdle(start(mapping(Map.of("ParallelizationFactor", 10, "BatchSize", 7), failingNowAndThen())));

        assertThat(delivered).hasSize(1_000);
        Map<String, List<Integer>> byKey = new HashMap<>();
        delivered.forEach(sequence -> byKey.computeIfAbsent(keys.get(sequence), key -> new ArrayList<>())
                .add(sequence));
        assertThat(byKey.values()).hasSize(37).allSatisfy(sequence -> assertThat(sequence)
                .isSorted());
    }

    @Test
    void shouldRunLanesAtTheSameTime() {
        CountDownLatch together = new CountDownLatch(2);
        kinesis.put(SHARD, "a", START);
        kinesis.put(SHARD, "b", START);
        EventSourceMapping mapping = mapping(Map.of("ParallelizationFactor", 2), records -> {
            together.countDown();
            awaitLatch(together);
            return deliver(records);
        });
        assertThat(mapping.laneOf("a")).isNotEqualTo(mapping.laneOf("b"));

        awaitIdle(start(mapping));
        assertThat(delivered).hasSize(2);
    }

    @Test
    void shouldInterruptWhatRunsWhenItIsClosed() throws InterruptedException {
        CountDownLatch invoked = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        kinesis.put(SHARD, "key", START);
        StreamPoller poller = start(mapping(Map.of(), records -> {
            invoked.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException asked) {
                interrupted.countDown();
                Thread.currentThread().interrupt();
            }
            return ERROR;
        }));
        assertThat(invoked.await(10, TimeUnit.SECONDS)).isTrue();

        poller.close();

        assertThat(interrupted.getCount()).isZero();
        assertThat(poller.isIdle()).isFalse();
    }

    @Test
    void shouldTellThatALaneDied() {
        kinesis.put(SHARD, "key", START);
        StreamPoller poller = start(mapping(Map.of(), records -> {
            throw new NoClassDefFoundError("dev/tributary/Nobody");
        }));

        assertThatThrownBy(() -> awaitIdle(poller))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("thread lane-" + SHARD + "-0 died of java.lang.NoClassDefFoundError: dev/tributary/Nobody")
                .hasCauseInstanceOf(NoClassDefFoundError.class);
        assertThatThrownBy(poller::check).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldTellThatAReaderDied() throws InterruptedException {
        kinesis.put(SHARD, "key", START);
        kinesis.failNextReads(new IllegalStateException("broken"));
        StreamPoller poller = start(mapping(Map.of(), this::deliver));
        kinesis.awaitReadFailures();

        assertThatThrownBy(() -> awaitIdle(poller))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("thread reader-" + SHARD + " died of java.lang.IllegalStateException: broken");
    }

    private EventSourceMapping mapping(Map<String, ?> properties, Function<List<Integer>, InvocationResult> function) {
        FunctionInvoker invoker = event -> {
            JsonNode records = LaneFixture.json(event).path("Records");
            assertThat(records).isNotEmpty();
            return function.apply(LaneFixture.sequenceNumbers(event));
        };
        Waiting waiting = duration -> {
            naps.add(duration);
            Waiting.SYSTEM.sleep(Duration.ofMillis(1));
        };
        return new EventSourceMapping(
                LaneFixture.IDENTITY,
                LaneFixture.settings(properties),
                invoker,
                FailureDestination.NONE,
                Clock.systemUTC(),
                waiting);
    }

    private StreamPoller start(EventSourceMapping mapping) {
        StreamPoller poller = new StreamPoller(
                mapping, new KinesisReader(kinesis, mapping.identity().sourceName()));
        pollers.add(poller);
        poller.start();
        return poller;
    }

    private InvocationResult deliver(List<Integer> records) {
        delivered.addAll(records);
        return OK;
    }

    private Function<List<Integer>, InvocationResult> failingNowAndThen() {
        AtomicInteger calls = new AtomicInteger();
        return records -> calls.incrementAndGet() % 5 == 0 ? ERROR : deliver(records);
    }

    private List<Integer> putMany(String shard, int count) {
        List<Integer> sequence = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sequence.add(kinesis.put(shard, "key-" + i, START));
        }
        return sequence;
    }

    /** At once, so that no read falls between the two. */
    private int putAndExpireIterators() {
        synchronized (kinesis) {
            kinesis.expireIterators();
            return kinesis.put(SHARD, "key", Clock.systemUTC().instant().plusSeconds(1));
        }
    }

    private static ProvisionedThroughputExceededException throttled() {
        return ProvisionedThroughputExceededException.builder()
                .message("Rate exceeded")
                .build();
    }

    private static void awaitIdle(StreamPoller poller) {
        while (!poller.isIdle()) {
            Thread.onSpinWait();
        }
    }

    private void awaitDelivery(int records) {
        while (delivered.size() < records) {
            Thread.onSpinWait();
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }
}
