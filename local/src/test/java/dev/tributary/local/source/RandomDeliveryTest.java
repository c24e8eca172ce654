package dev.tributary.local.source;

import static dev.tributary.local.source.LaneFixture.OK;
import static dev.tributary.local.source.LaneFixture.failedItems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.source.InvocationResult.Failed;
import dev.tributary.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Random records, settings and function behaviour, against a model that knows nothing of batches: which record is the
 * first unresolved one of its lane, and when a record counts as taken.
 */
class RandomDeliveryTest {

    private static final int RUNS = 3_000;

    @Test
    void shouldResolveEachRecordOnceAndOvertakeNoKey() throws InterruptedException {
        int givenUp = 0;
        int retried = 0;
        for (int seed = 0; seed < RUNS; seed++) {
            MappingReport report = new Run(seed).check();
            givenUp += report.recordsGivenUp() > 0 ? 1 : 0;
            retried += report.retriedInvocations() > 0 ? 1 : 0;
        }
        // Else the runs would have been too tame to show anything.
        assertThat(givenUp).isGreaterThan(RUNS / 20);
        assertThat(retried).isGreaterThan(RUNS / 2);
    }

    private static final class Run {

        private final Random random;
        private final int seed;
        private final ManualClock clock = new ManualClock(LaneFixture.START);
        private final boolean reports;
        private final int attempts;
        private final EventSourceMapping mapping;
        private final List<String> keys = new ArrayList<>();
        private final List<Instant> arrivals = new ArrayList<>();
        private final BitSet poison = new BitSet();
        private final Set<Integer> taken = new HashSet<>();
        private final Set<Integer> dropped = new HashSet<>();
        private final Map<Integer, Integer> horizon = new HashMap<>();

        Run(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.reports = random.nextBoolean();
            this.attempts = random.nextBoolean() ? random.nextInt(4) : -1;
            Map<String, Object> settings = new HashMap<>();
            settings.put("BatchSize", 1 + random.nextInt(12));
            settings.put("MaximumBatchingWindowInSeconds", random.nextInt(3));
            settings.put("MaximumRetryAttempts", attempts);
            settings.put("MaximumRecordAgeInSeconds", random.nextInt(3) == 0 ? 60 : attempts == -1 ? 300 : -1);
            settings.put("ParallelizationFactor", 1 + random.nextInt(10));
            settings.put("BisectBatchOnFunctionError", random.nextBoolean());
            if (reports) {
                settings.put("FunctionResponseTypes", List.of("ReportBatchItemFailures"));
            }
            this.mapping = new EventSourceMapping(
                    LaneFixture.IDENTITY,
                    LaneFixture.settings(settings),
                    event -> invoke(LaneFixture.sequenceNumbers(event)),
                    this::giveUp,
                    clock,
                    clock::advance);
        }

        MappingReport check() throws InterruptedException {
            int count = 1 + random.nextInt(40);
            Map<Integer, Lane> byNumber = new LinkedHashMap<>();
            for (int sequence = 1; sequence <= count; sequence++) {
                ShardRecord record = record(sequence);
                Lane lane = byNumber.computeIfAbsent(
                        mapping.laneOf(record.orderingKey()), number -> mapping.lane(LaneFixture.SHARD));
                lane.offer(List.of(record));
                if (random.nextInt(4) == 0) {
                    lane.deliverReady();
                }
                clock.advance(Duration.ofMillis(random.nextInt(1_500)));
            }
            for (Lane lane : byNumber.values()) {
                lane.drain();
            }
            for (int sequence = 1; sequence <= count; sequence++) {
                assertThat(taken.contains(sequence) ^ dropped.contains(sequence))
                        .as("seed %d, record %d: taken %s, dropped %s", seed, sequence, taken, dropped)
                        .isTrue();
            }
            MappingReport report = mapping.report();
            assertThat(report.recordsDelivered()).as("seed %d", seed).isEqualTo(taken.size());
            assertThat(report.recordsGivenUp()).as("seed %d", seed).isEqualTo(dropped.size());
            return report;
        }

        private ShardRecord record(int sequence) {
            String key = "user-" + random.nextInt(6);
            keys.add(key);
            arrivals.add(clock.instant());
            poison.set(sequence, random.nextInt(20) == 0);
            return LaneFixture.record(sequence, key, new byte[random.nextInt(20)], clock.instant());
        }

        private InvocationResult invoke(List<Integer> records) {
            checkOrder(records);
            int stop = firstFailure(records);
            boolean crashed = random.nextInt(12) == 0;
            if (stop == records.size() && !crashed) {
                resolve(records, taken);
                return OK;
            }
            if (!reports || stop == 0 || crashed) {
                // With a crash the work was done and the answer is lost: to Lambda nothing is resolved.
                return new Failed("Runtime.ExitError", "killed");
            }
            resolve(records.subList(0, stop), taken);
            return failedItems(records.get(stop), records.get(records.size() - 1));
        }

        private int firstFailure(List<Integer> records) {
            for (int i = 0; i < records.size(); i++) {
                if (poison.get(records.get(i)) || random.nextInt(40) == 0) {
                    return i;
                }
            }
            return records.size();
        }

        /** The first record of an invocation is the first unresolved of its lane, and none is left out. */
        private void checkOrder(List<Integer> records) {
            int lane = laneOf(records.get(0));
            List<Integer> expected = new ArrayList<>();
            for (int sequence = 1; expected.size() < records.size() && sequence <= keys.size(); sequence++) {
                if (laneOf(sequence) == lane && sequence > horizon.getOrDefault(lane, 0)) {
                    expected.add(sequence);
                }
            }
            assertThat(records).as("seed %d", seed).isEqualTo(expected);
        }

        private int laneOf(int sequence) {
            return mapping.laneOf(keys.get(sequence - 1));
        }

        private void giveUp(GivenUpBatch batch) {
            List<Integer> records = LaneFixture.sequenceNumbers(batch.event());
            checkOrder(records);
            if (batch.condition() == GivenUpBatch.Condition.RETRY_ATTEMPTS_EXHAUSTED) {
                assertThat(batch.invocations()).as("seed %d", seed).isGreaterThan(attempts);
            } else {
                Duration age = Duration.between(arrivals.get(records.get(records.size() - 1) - 1), clock.instant());
                assertThat(age).as("seed %d", seed).isGreaterThan(Duration.ofSeconds(60));
            }
            resolve(records, dropped);
        }

        private void resolve(List<Integer> records, Set<Integer> outcome) {
            for (int record : records) {
                assertThat(taken.contains(record) || dropped.contains(record))
                        .as("seed %d, record %d resolved before", seed, record)
                        .isFalse();
                outcome.add(record);
                horizon.put(laneOf(record), record);
            }
        }
    }
}
