package dev.tributary.local.source;

import static dev.tributary.local.source.LaneFixture.START;
import static dev.tributary.local.source.TableFixture.awaitIdle;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DynamoDbReaderTest {

    private static final String FIRST = "shardId-00000001772359200000-aaaaaaaa";
    private static final String SECOND = "shardId-00000001772359200001-bbbbbbbb";

    private final FakeDynamoDbStreams streams = new FakeDynamoDbStreams();
    private final TableFixture fixture = new TableFixture();

    @BeforeEach
    void addShard() {
        streams.addShard(FIRST, null);
    }

    @AfterEach
    void closePollers() {
        fixture.close();
    }

    @Test
    void shouldReadEveryShardOfEveryPageFromTheTrimHorizon() {
        streams.addShard(SECOND, null);
        putMany(FIRST, 1_500);
        putMany(SECOND, 1_500);

        awaitIdle(start(Map.of()));

        assertThat(fixture.sequenceNumbers()).hasSize(3_000).doesNotHaveDuplicates();
    }

    @Test
    void shouldReadOnlyWhatComesAfterTheStartFromLatest() {
        putMany(FIRST, 3);
        StreamPoller poller = start(Map.of("StartingPosition", "LATEST"));
        int change = streams.put(FIRST, "key", START);

        awaitIdle(poller);

        assertThat(fixture.sequenceNumbers()).containsExactly(change);
    }

    @Test
    void shouldReadAChildOnlyWhenItsParentIsResolved() {
        streams.addShard(SECOND, FIRST);
        int child = streams.put(SECOND, "key", START);
        List<Integer> parents = putMany(FIRST, 200);
        streams.closeShard(FIRST);

        awaitIdle(start(Map.of("BatchSize", 10), failingNowAndThen()));

        assertThat(fixture.sequenceNumbers())
                .hasSize(201)
                .containsAll(parents)
                .last()
                .isEqualTo(child);
    }

    @Test
    void shouldGoOnInTheShardThatComesWhenOneIsRolled() {
        StreamPoller poller = start(Map.of("StartingPosition", "LATEST"));
        int before = streams.put(FIRST, "key", START);
        streams.closeShard(FIRST);
        streams.addShard(SECOND, FIRST);
        int after = streams.put(SECOND, "key", START);

        awaitIdle(poller);

        assertThat(fixture.sequenceNumbers()).containsExactly(before, after);
    }

    @Test
    void shouldStartAChildWhoseParentIsNotListedAnyMore() {
        streams.addShard(SECOND, "shardId-00000001772300000000-99999999");
        int change = streams.put(SECOND, "key", START);

        awaitIdle(start(Map.of()));

        assertThat(fixture.sequenceNumbers()).containsExactly(change);
    }

    @Test
    void shouldNotBeIdleWhileAChangeIsUnresolved() {
        CountDownLatch released = new CountDownLatch(1);
        StreamPoller poller = start(Map.of(), records -> {
            await(released);
            return fixture.take(records);
        });
        awaitIdle(poller);

        streams.put(FIRST, "key", START);
        assertThat(poller.isIdle()).isFalse();
        released.countDown();
        awaitIdle(poller);

        assertThat(fixture.sequenceNumbers()).hasSize(1);
    }

    @Test
    void shouldRenewAnExpiredIteratorBehindTheLastChange() {
        int first = streams.put(FIRST, "key", START);
        StreamPoller poller = start(Map.of());
        awaitIdle(poller);

        streams.expireIterators();
        int second = streams.put(FIRST, "key", START);
        awaitIdle(poller);

        assertThat(fixture.sequenceNumbers()).containsExactly(first, second);
    }

    @Test
    void shouldMissNothingWhenALatestIteratorExpiresBeforeItsFirstChange() {
        putMany(FIRST, 1_200);
        StreamPoller poller = start(Map.of("StartingPosition", "LATEST"));
        int change = putAndExpireIterators();

        awaitIdle(poller);

        assertThat(fixture.sequenceNumbers()).containsExactly(change);
    }

    @Test
    void shouldGoOnWithWhatIsLeftWhenChangesWereTrimmed() {
        int first = streams.put(FIRST, "key", START);
        StreamPoller poller = start(Map.of());
        awaitIdle(poller);

        int last;
        synchronized (streams) {
            streams.put(FIRST, "key", START);
            streams.trim(FIRST);
            last = streams.put(FIRST, "key", START);
        }
        awaitIdle(poller);

        assertThat(fixture.sequenceNumbers()).containsExactly(first, last);
    }

    @Test
    void shouldGoOnBehindAShardThatIsGone() {
        streams.put(FIRST, "key", START);
        streams.closeShard(FIRST);
        streams.forgetShard(FIRST);
        streams.addShard(SECOND, FIRST);
        int change = streams.put(SECOND, "key", START);

        awaitIdle(start(Map.of()));

        assertThat(fixture.sequenceNumbers()).containsExactly(change);
    }

    @Test
    void shouldKeepTheOrderOfEachItemInParallelLanes() {
        Map<Integer, String> keys = new HashMap<>();
        for (int i = 0; i < 1_000; i++) {
            String key = "user-" + i % 37;
            keys.put(streams.put(FIRST, key, START), key);
        }

        awaitIdle(start(Map.of("ParallelizationFactor", 10, "BatchSize", 7), failingNowAndThen()));

        Map<String, List<Integer>> byKey = new HashMap<>();
        fixture.sequenceNumbers()
                .forEach(sequence -> byKey.computeIfAbsent(keys.get(sequence), key -> new ArrayList<>())
                        .add(sequence));
        assertThat(fixture.sequenceNumbers()).hasSize(1_000);
        assertThat(byKey.values()).hasSize(37).allSatisfy(sequence -> assertThat(sequence)
                .isSorted());
    }

    private StreamPoller start(Map<String, ?> properties) {
        return start(properties, fixture::take);
    }

    private StreamPoller start(Map<String, ?> properties, Function<JsonNode, InvocationResult> function) {
        return fixture.start(streams, TableFixture.IDENTITY.streamArn(), properties, function);
    }

    private Function<JsonNode, InvocationResult> failingNowAndThen() {
        AtomicInteger calls = new AtomicInteger();
        return records -> calls.incrementAndGet() % 5 == 0 ? LaneFixture.ERROR : fixture.take(records);
    }

    private List<Integer> putMany(String shard, int count) {
        List<Integer> sequence = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sequence.add(streams.put(shard, "key-" + i, START));
        }
        return sequence;
    }

    /** At once, so that no read falls between the two. */
    private int putAndExpireIterators() {
        synchronized (streams) {
            streams.expireIterators();
            return streams.put(FIRST, "key", Clock.systemUTC().instant().plusSeconds(1));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }
}
