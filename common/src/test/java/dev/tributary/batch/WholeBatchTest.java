package dev.tributary.batch;

import static dev.tributary.batch.BatchFixture.stop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.batch.BatchReport.Counts;
import dev.tributary.batch.BatchReport.StopReason;
import dev.tributary.deadletter.ClaimCheck;
import dev.tributary.deadletter.DeadLetterQueue;
import dev.tributary.metrics.Metric;
import dev.tributary.metrics.Metrics;
import dev.tributary.record.SourceRecord;
import dev.tributary.testing.Aggregates;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.Backoffs;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.FakeSqs;
import dev.tributary.testing.ManualClock;
import dev.tributary.testing.Records;
import dev.tributary.testing.TestInvocations;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A batch that is answered as a whole, or not at all. */
class WholeBatchTest {

    private final ManualClock clock = new ManualClock(Records.ARRIVAL.plus(BatchFixture.AGE));
    private final ScriptedProcessor processor = new ScriptedProcessor(clock);
    private final FakeSqs sqs = new FakeSqs();
    private final Metrics metrics = new Metrics(
            "Tributary", clock, new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));

    @Test
    void shouldAnswerTheLinesInTheirOrder() {
        WholeBatch.Result result = run(Records.of("a", "skip", "b", "reject", "c"));

        assertThat(lines(result)).containsExactly("a", "b", "c");
        assertThat(result.report().counts()).isEqualTo(new Counts(3, 1, 1, 0));
        assertThat(result.report().stop()).isEmpty();
        assertThat(deadLetters()).containsExactly(BatchFixture.id(4) + " BAD_VALUE");
    }

    @Test
    void shouldAnswerNothingForAnEmptyBatch() {
        WholeBatch.Result result = run(List.of());

        assertThat(result.lines()).isEmpty();
        assertThat(result.report().stop()).isEmpty();
        assertThat(metrics.value(Metric.RECORDS_RECEIVED)).isZero();
    }

    @Test
    void shouldAnswerNothingWhereAllIsSetAside() {
        WholeBatch.Result result = run(Records.of("undecodable", "breaks"));

        assertThat(result.lines()).isEmpty();
        assertThat(result.report().committed()).isEqualTo(2);
        assertThat(deadLetters())
                .containsExactly(BatchFixture.id(1) + " MALFORMED_JSON", BatchFixture.id(2) + " UNEXPECTED_ERROR");
    }

    @Test
    void shouldSetAsideWhatItCannotTellOf() {
        WholeBatch.Result result = run(Records.of("a", "tell"));

        assertThat(lines(result)).containsExactly("a");
        assertThat(deadLetters()).containsExactly(BatchFixture.id(2) + " UNEXPECTED_ERROR");
        assertThat(sqs.messages().get(0).body()).contains("UnsupportedOperationException");
    }

    @Nested
    class TriedAgain {

        @Test
        void shouldCommitNothingIfOneRecordIsToBeTriedAgain() {
            WholeBatch.Result result = run(Records.of("a", "reject", "retry", "b"));

            assertNothingCommitted(result, 4, StopReason.RETRY);
            assertThat(sqs.calls()).as("dead letters").isEmpty();
        }

        @Test
        void shouldCommitNothingIfTheTimeForProcessingIsUsedUp() {
            assertNothingCommitted(run(Records.of("slow", "slow", "slow", "a")), 4, StopReason.DEADLINE);
        }

        @Test
        void shouldCommitNothingIfADeadLetterIsNotDurable() {
            sqs.faults().failAll(FakeSqs.SEND, AwsFailures.sqs(503, "ServiceUnavailable"));

            WholeBatch.Result result = run(Records.of("a", "reject", "b"));

            assertNothingCommitted(result, 3, StopReason.DEAD_LETTER_NOT_WRITTEN);
            assertThat(stop(result.report()).cause()).hasMessageContaining("ServiceUnavailable");
        }

        private void assertNothingCommitted(WholeBatch.Result result, int received, StopReason reason) {
            assertThat(result.lines()).isEmpty();
            assertThat(result.report().committed()).isZero();
            assertThat(result.report().retried()).isEqualTo(received);
            assertThat(stop(result.report()).reason()).isEqualTo(reason);
            assertThat(stop(result.report()).firstUncommitted()).isEqualTo(Records.id(1));
        }
    }

    @Nested
    class FloodOfRejects {

        private final WholeBatch<String, Integer> batch = batch(new AnswerLimit(100_000, Integer.MAX_VALUE, 500, ""));

        @Test
        void shouldCommitNothingOfABatchWithARejectAndAnswerThePartsWithoutOne() {
            String[] payloads = new String[200];
            Arrays.fill(payloads, "reject");
            payloads[0] = "a";
            List<SourceRecord> records = Records.of(payloads);

            BatchReport report = runOn(batch, records).report();
            WholeBatch.Result first = runOn(batch, records.subList(0, 1));
            BatchReport second = runOn(batch, records.subList(1, 2)).report();

            assertThat(report.committed()).isZero();
            assertThat(stop(report).reason()).isEqualTo(StopReason.REJECT_BREAKER_OPEN);
            assertThat(stop(report).firstUncommitted()).isEqualTo(Records.id(1));
            assertThat(lines(first)).containsExactly("a");
            assertThat(second.committed()).isZero();
            assertThat(sqs.calls()).as("dead letters").isEmpty();
            assertThat(metrics.value(Metric.BREAKER_OPEN)).isEqualTo(2);
            assertThat(metrics.value(Metric.RECORDS_RETRIED)).isEqualTo(201);
        }

        @Test
        void shouldSetAsideWhileTheRecordsAreTooFewToTell() {
            String[] payloads = new String[99];
            Arrays.fill(payloads, "reject");

            assertThat(runOn(batch, Records.of(payloads)).report().committed()).isEqualTo(99);
            assertThat(runOn(batch, List.of(Records.record(100, "reject")))
                            .report()
                            .committed())
                    .isZero();
        }
    }

    @Nested
    class Limits {

        @Test
        void shouldAnswerUpToTheLastByte() {
            assertThat(lines(run(
                            Records.of("abc", "defg"),
                            new AnswerLimit("[abc,defg]".length(), Integer.MAX_VALUE, 2, ""))))
                    .containsExactly("abc", "defg");
        }

        @Test
        void shouldRefuseOneByteMore() {
            WholeBatch.Result result = run(
                    Records.of("abc", "defg"),
                    new AnswerLimit("[abc,defg]".length() - 1, Integer.MAX_VALUE, 2, "send less"));

            assertThat(result.lines()).isEmpty();
            assertThat(stop(result.report()).cause())
                    .isInstanceOf(AnswerTooLargeException.class)
                    .hasMessage("answer: 10 bytes with the first 2 of its records"
                            + " (expected: at most 9 bytes and 2 records; send less)");
        }

        @Test
        void shouldRefuseOneRecordMore() {
            WholeBatch.Result result =
                    run(Records.of("a", "skip", "b", "c"), new AnswerLimit(1_000, Integer.MAX_VALUE, 2, "send less"));

            assertThat(result.lines()).isEmpty();
            assertThat(stop(result.report()).cause())
                    .hasMessage("answer: 7 bytes with the first 3 of its records"
                            + " (expected: at most 1000 bytes and 2 records; send less)");
        }

        @Test
        void shouldSetAsideARecordThatTheTargetTakesInNoCallAndAnswerTheOthers() {
            WholeBatch.Result result =
                    run(Records.of("a", "abcdefg", "b"), new AnswerLimit(1_000, 6, 10, "send smaller ones"));

            assertThat(lines(result)).containsExactly("a", "b");
            assertThat(deadLetters()).containsExactly(BatchFixture.id(2) + " ANSWER_TOO_LARGE");
            assertThat(sqs.messages().get(0).body())
                    .contains("7 bytes (expected: at most 6 for one record; send smaller ones)");
        }

        @Test
        void shouldTakeUpNoMoreRecordsBehindTheLimit() {
            run(Records.of("a", "b", "c", "d"), new AnswerLimit(1_000, Integer.MAX_VALUE, 1, ""));

            assertThat(processor.processed).containsExactly("a", "b");
        }

        @Test
        void shouldSetAsideARecordThatFitsIntoNoAnswer() {
            WholeBatch.Result result =
                    run(Records.of("large"), new AnswerLimit(1_000, Integer.MAX_VALUE, 10, "send less"));

            assertThat(result.lines()).isEmpty();
            assertThat(result.report().counts()).isEqualTo(new Counts(0, 0, 1, 0));
            assertThat(deadLetters()).containsExactly(BatchFixture.id(1) + " ANSWER_TOO_LARGE");
            assertThat(sqs.messages().get(0).attributes()).containsEntry("stage", "answer");
            assertThat(sqs.messages().get(0).body())
                    .contains("answer: 1048578 bytes with the first 1 of its records"
                            + " (expected: at most 1000 bytes and 10 records; send less)");
        }

        private static SourceRecord aggregate(String... payloads) {
            return Records.record(
                    Records.id(7),
                    Aggregates.of(Arrays.stream(payloads)
                            .map(payload -> new Aggregates.Part("key", payload.getBytes(StandardCharsets.UTF_8)))
                            .toList()));
        }

        @Test
        void shouldSetAsideAsItCameAnAggregateThatNobodyCanSplit() {
            SourceRecord aggregate = aggregate("a", "b", "c");

            WholeBatch.Result result =
                    run(List.of(aggregate), new AnswerLimit(1_000, Integer.MAX_VALUE, 2, "send less"));

            assertThat(result.lines()).isEmpty();
            assertThat(result.report().counts()).isEqualTo(new Counts(0, 0, 1, 0));
            assertThat(deadLetters()).containsExactly(Records.id(7, 0) + " ANSWER_TOO_LARGE");
            assertThat(sqs.messages().get(0).body())
                    .contains("\"payload\":\"" + Base64.getEncoder().encodeToString(aggregate.payload()));
        }

        @Test
        void shouldHandBackAnAggregateThatOthersCameWith() {
            SourceRecord aggregate = aggregate("a", "b", "c");

            WholeBatch.Result result = run(
                    List.of(aggregate, Records.record(8, "d")),
                    new AnswerLimit(1_000, Integer.MAX_VALUE, 2, "send less"));

            assertThat(stop(result.report()).cause()).isInstanceOf(AnswerTooLargeException.class);
            assertThat(deadLetters()).isEmpty();
        }

        @Test
        void shouldNotGatherMoreThanTheLimitOfManyLargeRecords() {
            List<SourceRecord> records = new ArrayList<>();
            for (int i = 1; i <= 40; i++) {
                records.add(Records.record(i, "large"));
            }

            WholeBatch.Result result = run(records, new AnswerLimit(3 << 20, Integer.MAX_VALUE, 100, ""));

            assertThat(stop(result.report()).cause()).isInstanceOf(AnswerTooLargeException.class);
            assertThat(processor.processed).hasSize(3);
        }
    }

    @Nested
    class Measured {

        @Test
        void shouldCountEveryRecordOnce() {
            run(Records.of("a", "b", "skip", "reject"));

            assertThat(counted()).containsExactly(4L, 2L, 1L, 1L, 0L);
            assertThat(metrics.value(Metric.OLDEST_RECORD_AGE)).isEqualTo(BatchFixture.AGE.toMillis());
            assertThat(metrics.value(Metric.ARRIVAL_TO_COMMIT)).isEqualTo(BatchFixture.AGE.toMillis());
        }

        @Test
        void shouldCountAllRecordsOfABatchThatIsTriedAgain() {
            run(Records.of("a", "reject", "retry"));

            assertThat(counted()).containsExactly(3L, 0L, 0L, 0L, 3L);
            assertThat(metrics.value(Metric.ARRIVAL_TO_COMMIT)).isZero();
        }

        private List<Long> counted() {
            return List.of(
                    metrics.value(Metric.RECORDS_RECEIVED),
                    metrics.value(Metric.RECORDS_SUCCEEDED),
                    metrics.value(Metric.RECORDS_SKIPPED),
                    metrics.value(Metric.RECORDS_DEAD_LETTERED),
                    metrics.value(Metric.RECORDS_RETRIED));
        }
    }

    private WholeBatch.Result run(List<SourceRecord> records) {
        return run(records, new AnswerLimit(1_000, Integer.MAX_VALUE, 100, ""));
    }

    private WholeBatch.Result run(List<SourceRecord> records, AnswerLimit limit) {
        return runOn(batch(limit), records);
    }

    private WholeBatch.Result runOn(WholeBatch<String, Integer> batch, List<SourceRecord> records) {
        return batch.run(records, TestInvocations.begun(clock));
    }

    private WholeBatch<String, Integer> batch(AnswerLimit limit) {
        DeadLetterQueue queue =
                new DeadLetterQueue(sqs, "queue", new ClaimCheck(new FakeS3("claims"), "claims"), Backoffs.on(clock));
        return new WholeBatch<>(processor, limit, queue, RejectLimit.DEFAULT, metrics, clock);
    }

    private static List<String> lines(WholeBatch.Result result) {
        return result.lines().stream()
                .map(line -> new String(line, StandardCharsets.UTF_8))
                .toList();
    }

    /** Ids and reasons, in order. */
    private List<String> deadLetters() {
        return sqs.messages().stream()
                .map(message -> message.attributes().get("recordId") + " "
                        + message.attributes().get("reason"))
                .toList();
    }
}
