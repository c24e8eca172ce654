package dev.tributary.batch;

import static dev.tributary.batch.BatchFixture.id;
import static dev.tributary.batch.BatchFixture.stop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.batch.BatchReport.StopReason;
import dev.tributary.metrics.Metric;
import dev.tributary.testing.Records;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Where a batch ends early, what it hands back, and what it measures. */
class OrderedBatchEndTest {

    private final BatchFixture batch = new BatchFixture();

    @Nested
    class Limits {

        @Test
        void shouldCommitWhatIsDoneWhenTheTimeForProcessingIsUsedUp() {
            BatchReport report = batch.run("slow", "slow", "slow", "a", "b");

            assertThat(report.committed()).isEqualTo(3);
            assertThat(stop(report).firstUncommitted()).isEqualTo(Records.id(4));
            assertThat(stop(report).reason()).isEqualTo(StopReason.DEADLINE);
            assertThat(stop(report).cause()).isNull();
            assertThat(batch.written().lines()).hasSize(3);
            assertThat(batch.written().timeLeft()).isPositive();
        }

        @Test
        void shouldStillWriteDeadLettersWhenTheTimeForProcessingIsUsedUp() {
            BatchReport report = batch.run("reject", "slow", "slow", "slow", "a");

            assertThat(report.committed()).isEqualTo(4);
            assertThat(batch.deadLetterIds()).containsExactly(id(1));
        }

        @Test
        void shouldEndAtTheBoundOnOutput() {
            String[] payloads = IntStream.range(0, 40).mapToObj(i -> "large").toArray(String[]::new);

            BatchReport report = batch.run(payloads);

            assertThat(report.committed()).isEqualTo(16);
            assertThat(stop(report).reason()).isEqualTo(StopReason.BATCH_FULL);
            assertThat(stop(report).firstUncommitted()).isEqualTo(Records.id(17));
        }

        @Test
        void shouldNotEndAtTheBoundWithinAParent() {
            String[] payloads = IntStream.range(0, 40).mapToObj(i -> "large").toArray(String[]::new);

            BatchReport report = batch.runParents(Records.ofParent(1, payloads), Records.ofParent(2, "a"));

            assertThat(report.committed()).isEqualTo(40);
            assertThat(stop(report).firstUncommitted()).isEqualTo(Records.id(2));
        }
    }

    @Nested
    class DeAggregated {

        @Test
        void shouldCutBackToTheParentsBoundaryAtARetry() {
            BatchReport report =
                    batch.runParents(Records.ofParent(1, "a", "b"), Records.ofParent(2, "c", "reject", "retry", "d"));

            assertThat(report.committed()).isEqualTo(2);
            assertThat(stop(report).firstUncommitted()).isEqualTo(Records.id(2, 0));
            assertThat(batch.written().lines()).containsExactly("a", "b");
            assertThat(batch.deadLetterIds())
                    .as("of the parent that is handed back")
                    .isEmpty();
        }

        @Test
        void shouldCommitNothingWhenTheFirstParentIsNotThrough() {
            BatchReport report = batch.runParents(Records.ofParent(1, "a", "b", "retry"), Records.ofParent(2, "c"));

            assertThat(report.committed()).isZero();
            assertThat(stop(report).firstUncommitted()).isEqualTo(Records.id(1, 0));
        }

        @Test
        void shouldCutBackToTheParentsBoundaryAtADeadLetterThatIsNotDurable() {
            batch.sqs.refuse(
                    entry -> entry.messageBody().contains(Records.id(2, 1).toString()));

            BatchReport report = batch.runParents(
                    Records.ofParent(1, "a", "b"), Records.ofParent(2, "c", "reject"), Records.ofParent(3, "d"));

            assertThat(report.committed()).isEqualTo(2);
            assertThat(stop(report).firstUncommitted()).isEqualTo(Records.id(2, 0));
            assertThat(stop(report).reason()).isEqualTo(StopReason.DEAD_LETTER_NOT_WRITTEN);
        }

        @Test
        void shouldCutBackToTheParentsBoundaryAtTheDeadline() {
            BatchReport report = batch.runParents(
                    Records.ofParent(1, "slow", "slow"), Records.ofParent(2, "slow", "c"), Records.ofParent(3, "d"));

            assertThat(report.committed()).isEqualTo(2);
            assertThat(stop(report).firstUncommitted()).isEqualTo(Records.id(2, 0));
        }

        @Test
        void shouldKeepTheLinesOfAParentInTheirOrder() {
            batch.runParents(Records.ofParent(1, "a", "b"), Records.ofParent(2, "c"));

            assertThat(batch.written().lines()).containsExactly("a", "b", "c");
        }
    }

    @Nested
    class Measured {

        @Test
        void shouldCountEveryRecordOnce() {
            batch.run("a", "b", "skip", "reject", "retry", "c");

            assertThat(List.of(
                            value(Metric.RECORDS_RECEIVED),
                            value(Metric.RECORDS_SUCCEEDED),
                            value(Metric.RECORDS_SKIPPED),
                            value(Metric.RECORDS_DEAD_LETTERED),
                            value(Metric.RECORDS_RETRIED)))
                    .containsExactly(6L, 2L, 1L, 1L, 2L);
            assertThat(value(Metric.BYTES_WRITTEN)).isEqualTo(RecordingWriter.BYTES);
        }

        @Test
        void shouldMeasureFromTheOldestRecordsArrival() {
            batch.run("slow");

            assertThat(value(Metric.OLDEST_RECORD_AGE)).isEqualTo(BatchFixture.AGE.toMillis());
            assertThat(value(Metric.ARRIVAL_TO_COMMIT))
                    .isEqualTo(BatchFixture.AGE.plus(ScriptedProcessor.SLOW).toMillis());
        }

        @Test
        void shouldMeasureNoAgeBelowZero() {
            batch.run(List.of(Records.arrivedAt(
                    Records.record(1, "a"), batch.clock.instant().plusSeconds(1))));

            assertThat(value(Metric.OLDEST_RECORD_AGE)).isZero();
        }

        @Test
        void shouldMeasureNoCommitWhereNothingWasCommitted() {
            batch.run("slow", "a");
            long before = value(Metric.ARRIVAL_TO_COMMIT);

            batch.run("retry");

            assertThat(value(Metric.ARRIVAL_TO_COMMIT)).isEqualTo(before);
            assertThat(value(Metric.RECORDS_RETRIED)).isEqualTo(1);
        }

        private long value(Metric metric) {
            return batch.metrics.value(metric);
        }
    }
}
