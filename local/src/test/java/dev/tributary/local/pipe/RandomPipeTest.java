package dev.tributary.local.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.fault.Fault;
import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.firehose.DeliveryReport;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Random records, settings and faults: nothing is lost, since each record is delivered or named in the queue; and it is
 * repeated only after a put that took effect in part, or whose response was lost.
 */
class RandomPipeTest {

    private static final int RUNS = 1_000;

    private final Map<Fault, Integer> struck = new EnumMap<>(Fault.class);
    private int repeats;
    private int givenUp;

    @Test
    void shouldLoseNothingAndRepeatForAReason() {
        for (int seed = 0; seed < RUNS; seed++) {
            run(seed);
        }

        // Else the runs would have been too tame to show anything.
        assertThat(struck)
                .containsOnlyKeys(Fault.THROTTLED, Fault.SERVICE_FAILED, Fault.RESPONSE_LOST, Fault.RECORDS_REFUSED)
                .allSatisfy((fault, times) -> assertThat(times).isGreaterThan(RUNS / 20));
        assertThat(repeats).isGreaterThan(RUNS / 10);
        assertThat(givenUp).isGreaterThan(RUNS / 20);
    }

    private void run(int seed) {
        Random random = new Random(seed);
        int count = 1 + random.nextInt(30);
        FaultPlan faults = FaultPlan.seeded(seed);
        String bisect = random.nextBoolean() ? ", OnPartialBatchItemFailure: AUTOMATIC_BISECT" : "";
        PipeFixture fixture = new PipeFixture(
                "BatchSize: " + (1 + random.nextInt(10)) + ", MaximumRetryAttempts: " + random.nextInt(3) + bisect,
                faults,
                records -> random.nextInt(10) == 0 ? PipeFixture.ERROR : PipeFixture.enriched(records));
        for (int number = 1; number <= count; number++) {
            fixture.lane.offer(List.of(PipeFixture.record(number, fixture.clock.instant())));
            fixture.clock.advance(Duration.ofMillis(random.nextInt(2_000)));
            fixture.delivery.stream.deliverReady();
        }
        fixture.deliver(List.of());

        List<Integer> delivered = fixture.delivered();
        Set<Integer> found = new HashSet<>(delivered);
        fixture.deadLetters().forEach(letter -> found.addAll(range(letter.path("KinesisBatchInfo"))));
        assertThat(found).as("seed %d", seed).hasSize(count);
        DeliveryReport report = fixture.delivery.stream.report();
        assertThat(report.recordsBuffered()).as("seed %d", seed).isZero();
        if (!faults.counts().containsKey(Fault.RESPONSE_LOST)
                && !faults.counts().containsKey(Fault.RECORDS_REFUSED)) {
            assertThat(delivered).as("seed %d", seed).doesNotHaveDuplicates();
        }
        faults.counts().forEach((fault, times) -> struck.merge(fault, times, Integer::sum));
        repeats += delivered.size() - new HashSet<>(delivered).size();
        givenUp += fixture.deadLetters().size();
    }

    private static Set<Integer> range(JsonNode info) {
        Set<Integer> numbers = new HashSet<>();
        for (int number = info.path("startSequenceNumber").asInt();
                number <= info.path("endSequenceNumber").asInt();
                number++) {
            numbers.add(number);
        }
        return numbers;
    }
}
