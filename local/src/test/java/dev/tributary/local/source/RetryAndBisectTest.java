package dev.tributary.local.source;

import static dev.tributary.local.source.GivenUpBatch.Condition.RECORD_AGE_EXCEEDED;
import static dev.tributary.local.source.GivenUpBatch.Condition.RETRY_ATTEMPTS_EXHAUSTED;
import static dev.tributary.local.source.LaneFixture.ERROR;
import static dev.tributary.local.source.LaneFixture.OK;
import static dev.tributary.local.source.LaneFixture.START;
import static dev.tributary.local.source.LaneFixture.failedItems;
import static dev.tributary.local.source.LaneFixture.record;
import static dev.tributary.local.source.LaneFixture.reporting;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class RetryAndBisectTest {

    private static final Map<String, Object> BISECT = Map.of("BisectBatchOnFunctionError", true);

    private static Function<List<Integer>, InvocationResult> poison(int sequence) {
        return records -> records.contains(sequence) ? ERROR : OK;
    }

    private static Function<List<Integer>, InvocationResult> script(InvocationResult... results) {
        Deque<InvocationResult> left = new ArrayDeque<>(List.of(results));
        return records -> left.isEmpty() ? OK : left.remove();
    }

    @Test
    void shouldRetryTheWholeBatchAfterAnError() {
        LaneFixture fixture = LaneFixture.of(Map.of(), script(ERROR, ERROR)).deliver(3);

        assertThat(fixture.invocations).containsOnly(List.of(1, 2, 3)).hasSize(3);
        assertThat(fixture.mapping.report()).isEqualTo(new MappingReport(3, 2, 3, 0, 0));
    }

    @Test
    void shouldWaitTwiceAsLongBeforeEachRetryUpToALimit() {
        InvocationResult[] errors = new InvocationResult[11];
        Arrays.fill(errors, ERROR);
        LaneFixture fixture = LaneFixture.of(Map.of(), script(errors)).deliver(1);

        assertThat(fixture.naps.subList(1, 5))
                .containsExactly(
                        Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(400), Duration.ofMillis(800));
        assertThat(fixture.naps.get(11)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void shouldTakeAnInvokerThatThrowsForAFunctionThatFailed() {
        boolean[] thrown = {false};
        LaneFixture fixture = LaneFixture.of(Map.of(), records -> {
                    if (!thrown[0]) {
                        thrown[0] = true;
                        throw new IllegalStateException("broken");
                    }
                    return OK;
                })
                .deliver(2);

        assertThat(fixture.invocations).hasSize(2);
    }

    @Test
    void shouldNotGoPastAnUnresolvedBatch() {
        LaneFixture fixture =
                LaneFixture.of(Map.of("BatchSize", 2), script(OK, ERROR, ERROR)).deliver(6);

        assertThat(fixture.invocations)
                .containsExactly(List.of(1, 2), List.of(3, 4), List.of(3, 4), List.of(3, 4), List.of(5, 6));
    }

    @Test
    void shouldGiveUpAfterTheLastRetryAttemptAndGoOn() {
        LaneFixture fixture = LaneFixture.of(Map.of("BatchSize", 2, "MaximumRetryAttempts", 2), poison(1))
                .deliver(4);

        assertThat(fixture.invocations).containsExactly(List.of(1, 2), List.of(1, 2), List.of(1, 2), List.of(3, 4));
        assertThat(fixture.givenUpRecords()).containsExactly(List.of(1, 2));
        assertThat(fixture.givenUp.get(0).condition()).isEqualTo(RETRY_ATTEMPTS_EXHAUSTED);
        assertThat(fixture.givenUp.get(0).invocations()).isEqualTo(3);
        assertThat(fixture.mapping.report()).isEqualTo(new MappingReport(4, 2, 2, 2, 0));
    }

    @Test
    void shouldGiveUpAtOnceWithoutRetryAttempts() {
        LaneFixture fixture =
                LaneFixture.of(Map.of("MaximumRetryAttempts", 0), poison(1)).deliver(2);

        assertThat(fixture.invocations).hasSize(1);
        assertThat(fixture.givenUpRecords()).containsExactly(List.of(1, 2));
    }

    @Test
    void shouldUseUpAnAttemptWithAPartialAnswerWhenItDoesNotSplit() {
        LaneFixture fixture = LaneFixture.of(
                        reporting(Map.of("MaximumRetryAttempts", 1)), script(failedItems(2), failedItems(3)))
                .deliver(4);

        assertThat(fixture.invocations).containsExactly(List.of(1, 2, 3, 4), List.of(2, 3, 4));
        assertThat(fixture.givenUpRecords()).containsExactly(List.of(3, 4));
        assertThat(fixture.mapping.report().recordsDelivered()).isEqualTo(2);
    }

    @Test
    void shouldBisectDownToThePoisonRecord() {
        LaneFixture fixture = LaneFixture.of(
                        Map.of("BisectBatchOnFunctionError", true, "MaximumRetryAttempts", 1), poison(3))
                .deliver(4);

        assertThat(fixture.invocations)
                .containsExactly(List.of(1, 2, 3, 4), List.of(1, 2), List.of(3, 4), List.of(3), List.of(3), List.of(4));
        assertThat(fixture.givenUpRecords()).containsExactly(List.of(3));
        assertThat(fixture.givenUp.get(0).invocations()).isEqualTo(4);
        assertThat(fixture.mapping.report()).isEqualTo(new MappingReport(6, 5, 3, 1, 0));
    }

    @Test
    void shouldUseUpNoAttemptBySplitting() {
        LaneFixture fixture = LaneFixture.of(
                        Map.of("BisectBatchOnFunctionError", true, "MaximumRetryAttempts", 0), poison(7))
                .deliver(8);

        assertThat(fixture.givenUpRecords()).containsExactly(List.of(7));
        assertThat(fixture.mapping.report().recordsDelivered()).isEqualTo(7);
    }

    @Test
    void shouldSplitEvenWhenTheAttemptsWereUsedUpBefore() {
        Map<String, Object> settings = reporting(Map.of("BisectBatchOnFunctionError", true, "MaximumRetryAttempts", 1));
        LaneFixture fixture =
                LaneFixture.of(settings, script(failedItems(1), ERROR, ERROR)).deliver(2);

        assertThat(fixture.invocations).containsExactly(List.of(1, 2), List.of(1, 2), List.of(1), List.of(2));
        assertThat(fixture.givenUpRecords()).containsExactly(List.of(1));
    }

    @Test
    void shouldSplitAtTheReturnedSequenceNumberWithoutUsingUpAnAttempt() {
        Map<String, Object> settings = reporting(Map.of("BisectBatchOnFunctionError", true, "MaximumRetryAttempts", 0));
        LaneFixture fixture =
                LaneFixture.of(settings, script(failedItems(2), failedItems(3))).deliver(4);

        assertThat(fixture.invocations).containsExactly(List.of(1, 2, 3, 4), List.of(2, 3, 4), List.of(3, 4));
        assertThat(fixture.givenUp).isEmpty();
    }

    @Test
    void shouldUseUpAnAttemptWithAPartialAnswerAtTheFirstRecordWhereNothingCanBeSplitOff() {
        Map<String, Object> settings = reporting(Map.of("BisectBatchOnFunctionError", true, "MaximumRetryAttempts", 1));
        LaneFixture fixture =
                LaneFixture.of(settings, records -> failedItems(records.get(0))).deliver(3);

        assertThat(fixture.invocations).containsExactly(List.of(1, 2, 3), List.of(1, 2, 3));
        assertThat(fixture.givenUpRecords()).containsExactly(List.of(1, 2, 3));
    }

    @Test
    void shouldNotWaitBeforeTheHalvesOfASplitBatch() {
        LaneFixture fixture = LaneFixture.of(BISECT, script(ERROR)).deliver(2);

        assertThat(fixture.naps).containsOnly(Duration.ZERO);
    }

    @Test
    void shouldGiveUpARecordWhoseAgeRunsOutWhileItIsRetried() {
        LaneFixture fixture = LaneFixture.of(Map.of("MaximumRecordAgeInSeconds", 60), poison(1));
        fixture.lane.offer(List.of(record(1, START), record(2, START.plusSeconds(600))));
        fixture.drain();

        assertThat(fixture.givenUpRecords()).containsExactly(List.of(1));
        assertThat(fixture.givenUp.get(0).condition()).isEqualTo(RECORD_AGE_EXCEEDED);
        assertThat(fixture.givenUp.get(0).at()).isAfter(START.plusSeconds(60));
        assertThat(fixture.invocations).last().isEqualTo(List.of(2));
    }

    @Test
    void shouldGiveUpAnOldRecordWithoutInvokingAtAll() {
        LaneFixture fixture = LaneFixture.of(Map.of("MaximumRecordAgeInSeconds", 60), poison(1));
        fixture.lane.offer(List.of(record(1, START.minusSeconds(61)), record(2, START.minusSeconds(60))));
        fixture.drain();

        assertThat(fixture.givenUp.get(0).invocations()).isZero();
        assertThat(fixture.givenUp.get(0).lastResult()).isNull();
        assertThat(fixture.invocations).containsExactly(List.of(2));
    }

    @Test
    void shouldRetryForEverByDefault() {
        InvocationResult[] errors = new InvocationResult[5_000];
        Arrays.fill(errors, ERROR);
        LaneFixture fixture = LaneFixture.of(Map.of(), script(errors)).deliver(1);

        assertThat(fixture.invocations).hasSize(5_001);
        assertThat(fixture.givenUp).isEmpty();
    }

    @Test
    void shouldAskTheDestinationAgainUntilItTakesTheBatch() {
        int[] refusals = {2};
        LaneFixture fixture = LaneFixture.of(Map.of("MaximumRetryAttempts", 0, "BatchSize", 1), poison(1), batch -> {
                    if (refusals[0]-- > 0) {
                        throw new IllegalStateException("unavailable");
                    }
                })
                .deliver(2);

        assertThat(fixture.givenUpRecords()).containsExactly(List.of(1));
        assertThat(fixture.invocations).containsExactly(List.of(1), List.of(2));
        assertThat(fixture.naps).contains(Duration.ofMillis(100), Duration.ofMillis(200));
    }
}
