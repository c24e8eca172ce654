package dev.tributary.batch;

import static dev.tributary.batch.BatchFixture.counts;
import static dev.tributary.batch.BatchFixture.id;
import static dev.tributary.batch.BatchFixture.stop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.batch.BatchReport.StopReason;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.Crash;
import dev.tributary.testing.FakeSqs;
import dev.tributary.testing.Fault.Effect;
import dev.tributary.testing.Records;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

class OrderedBatchTest {

    private final BatchFixture batch = new BatchFixture();

    @Test
    void shouldDoNothingWithoutRecords() {
        BatchReport report = batch.run();

        assertThat(report.received()).isZero();
        assertThat(report.stop()).isEmpty();
        assertThat(batch.writer.written).isEmpty();
        assertThat(batch.sqs.calls()).isEmpty();
    }

    @Test
    void shouldGatherOnceForAllThatCouldBeDecoded() {
        batch.run("a", "undecodable", "b");

        assertThat(batch.processor.prepared).containsExactly("a", "b");
    }

    @Nested
    class Outcomes {

        @Test
        void shouldGiveEachRecordItsOutcome() {
            BatchReport report = batch.run("a", "skip", "reject", "b");

            assertThat(report.committed()).isEqualTo(4);
            assertThat(report.retried()).isZero();
            assertThat(report.stop()).isEmpty();
            assertThat(report.counts()).isEqualTo(counts(2, 1, 1));
            assertThat(batch.written().lines()).containsExactly("a", "b");
            assertThat(batch.deadLetterIds()).containsExactly(id(3));
        }

        @ParameterizedTest
        @CsvSource({
            "undecodable,      decode,   MALFORMED_JSON",
            "decoder-breaks,   decode,   UNEXPECTED_ERROR",
            "no-code,          decode,   UNEXPECTED_ERROR",
            "decodes-to-null,  process,  UNEXPECTED_ERROR",
            "reject,           validate, BAD_VALUE",
            "throws-rejection, validate, BAD_VALUE",
            "breaks,           process,  UNEXPECTED_ERROR",
            "null,             process,  UNEXPECTED_ERROR"
        })
        void shouldSetABadRecordAsideWithoutHarmToItsNeighbours(String bad, String stage, String reason) {
            BatchReport report = batch.run("a", bad, "b");

            assertThat(report.stop()).isEmpty();
            assertThat(report.counts()).isEqualTo(counts(2, 0, 1));
            assertThat(batch.written().lines()).containsExactly("a", "b");
            assertThat(batch.deadLetterIds()).containsExactly(id(2));
            assertThat(batch.sqs.messages().get(0).attributes())
                    .containsEntry("stage", stage)
                    .containsEntry("reason", reason);
        }

        @ParameterizedTest
        @ValueSource(strings = {"breaks", "decoder-breaks"})
        void shouldNotQuoteTheMessageOfAFaultButSayWhereItHappened(String fault) {
            batch.run(fault);

            assertThat(batch.deadLetter(0))
                    .doesNotContainIgnoringCase(ScriptedProcessor.SECRET)
                    .contains("java.lang.IllegalStateException at dev.tributary.batch.ScriptedProcessor");
        }

        @ParameterizedTest
        @ValueSource(strings = {"retry", "throws-aws", "throws-wrapped-aws"})
        void shouldStopAtTheFirstRecordToTryAgain(String retry) {
            BatchReport report = batch.run("a", retry, "b", "reject");

            assertThat(report.committed()).isEqualTo(1);
            assertThat(report.retried()).isEqualTo(3);
            assertThat(report.counts()).isEqualTo(counts(1, 0, 0));
            assertThat(stop(report).firstUncommitted()).isEqualTo(Records.id(2));
            assertThat(stop(report).reason()).isEqualTo(StopReason.RETRY);
            assertThat(batch.written().lines()).containsExactly("a");
            assertThat(batch.written().prefixLast()).isEqualTo(Records.id(1));
            assertThat(batch.deadLetterIds()).isEmpty();
            assertThat(batch.processor.processed).containsExactly("a", retry);
        }

        @Test
        void shouldTellTheCauseOfARetry() {
            assertThat(stop(batch.run("retry")).cause()).isInstanceOf(ProvisionedThroughputExceededException.class);
        }

        @Test
        void shouldCommitNothingWhenTheFirstRecordIsToTryAgain() {
            BatchReport report = batch.run("retry", "a", "reject");

            assertThat(report.committed()).isZero();
            assertThat(stop(report).firstUncommitted()).isEqualTo(Records.id(1));
            assertThat(batch.writer.written).isEmpty();
            assertThat(batch.sqs.calls()).isEmpty();
        }
    }

    @Nested
    class OneObject {

        @Test
        void shouldBeNamedAfterTheBatchsFirstRecordWhateverItsOutcome() {
            batch.run("reject", "skip", "a");

            assertThat(batch.written().batchFirst()).isEqualTo(Records.id(1));
            assertThat(batch.written().prefixLast()).isEqualTo(Records.id(3));
        }

        @ParameterizedTest
        @ValueSource(strings = {"skip", "reject"})
        void shouldBeWrittenEmptyForAPrefixWithoutOutput(String outcome) {
            BatchReport report = batch.run(outcome, outcome);

            assertThat(report.committed()).isEqualTo(2);
            assertThat(batch.written().lines()).isEmpty();
        }

        @Test
        void shouldCommitNothingWhenItCannotBeWritten() {
            batch.writer.failure = AwsFailures.s3(503, "SlowDown");

            BatchReport report = batch.run("a", "reject", "skip");

            assertThat(report.committed()).isZero();
            assertThat(report.counts()).isEqualTo(counts(0, 0, 0));
            assertThat(stop(report).firstUncommitted()).isEqualTo(Records.id(1));
            assertThat(stop(report).reason()).isEqualTo(StopReason.OBJECT_NOT_WRITTEN);
            assertThat(stop(report).cause()).isSameAs(batch.writer.failure);
        }

        @Test
        void shouldTellThatItCouldNotBeWrittenAlsoWhereTheBatchEndedEarlier() {
            batch.writer.failure = AwsFailures.timedOut();

            BatchReport report = batch.run("a", "retry");

            assertThat(stop(report).firstUncommitted()).isEqualTo(Records.id(1));
            assertThat(stop(report).reason()).isEqualTo(StopReason.OBJECT_NOT_WRITTEN);
        }
    }

    @Nested
    class DeadLetters {

        @Test
        void shouldGoBeforeTheObject() {
            batch.writer.failure = AwsFailures.timedOut();

            batch.run("a", "reject");

            assertThat(batch.deadLetterIds()).containsExactly(id(2));
        }

        @Test
        void shouldNotBeFollowedByTheObjectWhenTheFunctionIsKilled() {
            batch.sqs.faults().failNext(FakeSqs.SEND, new Crash("after the dead letters"), Effect.DONE);

            assertThatThrownBy(() -> batch.run("a", "reject")).isInstanceOf(Crash.class);
            assertThat(batch.writer.written).isEmpty();
        }

        @Test
        void shouldShortenThePrefixToTheFirstThatIsNotDurable() {
            batch.sqs.refuse(entry -> entry.messageBody().contains(id(4)));

            BatchReport report = batch.run("a", "reject", "b", "reject", "c");

            assertThat(report.committed()).isEqualTo(3);
            assertThat(report.counts()).isEqualTo(counts(2, 0, 1));
            assertThat(stop(report).firstUncommitted()).isEqualTo(Records.id(4));
            assertThat(stop(report).reason()).isEqualTo(StopReason.DEAD_LETTER_NOT_WRITTEN);
            assertThat(batch.written().lines()).containsExactly("a", "b");
            assertThat(batch.written().prefixLast()).isEqualTo(Records.id(3));
        }

        @Test
        void shouldLeaveTheObjectTimeToBeWrittenWhenTheyCannotBe() {
            batch.sqs.refuse(entry -> true);

            batch.run("a", "reject");

            assertThat(batch.written().timeLeft()).isGreaterThan(Duration.ofSeconds(20));
        }

        @Test
        void shouldShortenThePrefixToNothingWhenTheFirstRecordsIsNotDurable() {
            batch.sqs.faults().failAll(FakeSqs.SEND, AwsFailures.sqs(403, "AccessDenied"));

            BatchReport report = batch.run("reject", "a");

            assertThat(report.committed()).isZero();
            assertThat(stop(report).firstUncommitted()).isEqualTo(Records.id(1));
            assertThat(batch.writer.written).isEmpty();
        }

        @Test
        void shouldTellOfTheEarlierStopWhenTheyFailBeforeARetry() {
            batch.sqs.faults().failAll(FakeSqs.SEND, AwsFailures.timedOut());

            BatchReport report = batch.run("a", "reject", "b", "retry");

            assertThat(stop(report).firstUncommitted()).isEqualTo(Records.id(2));
            assertThat(stop(report).reason()).isEqualTo(StopReason.DEAD_LETTER_NOT_WRITTEN);
        }
    }
}
