package dev.tributary.batch;

import static dev.tributary.batch.BatchFixture.counts;
import static dev.tributary.batch.BatchFixture.id;
import static dev.tributary.batch.BatchFixture.stop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.batch.BatchReport.StopReason;
import dev.tributary.metrics.Metric;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.Crash;
import dev.tributary.testing.FakeSns;
import dev.tributary.testing.FakeSqs;
import dev.tributary.testing.Fault.Effect;
import dev.tributary.testing.Records;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;

/** Batches of whose records subscribers are told. */
class NotifyingBatchTest {

    private final BatchFixture batch = new BatchFixture();

    @Test
    void shouldTellOfTheSuccessesThatCarryANotificationInTheirOrder() {
        BatchReport report = batch.run("tell", "a", "skip", "tell-twice", "reject", "tell");

        assertThat(report.stop()).isEmpty();
        assertThat(batch.notifiedIds()).containsExactly(id(1), id(4), id(4), id(6));
        assertThat(batch.written().lines()).containsExactly("tell", "a", "tell-twice", "tell");
        assertThat(batch.metrics.value(Metric.NOTIFICATIONS_SENT)).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"a, 0", "tell, 10"})
    void shouldCallTheTopicOnceForTenNotifications(String payload, int calls) {
        batch.run(Collections.nCopies(100, payload).toArray(String[]::new));

        assertThat(batch.sns.calls()).hasSize(calls);
        assertThat(batch.writer.written).hasSize(1);
        assertThat(batch.sqs.calls()).isEmpty();
    }

    @Test
    void shouldTellOfNothingBehindARetry() {
        batch.run("tell", "retry", "tell");

        assertThat(batch.notifiedIds()).containsExactly(id(1));
    }

    @Test
    void shouldTellOfNothingBehindADeadLetterThatIsNotDurable() {
        batch.sqs.faults().failAll(FakeSqs.SEND, AwsFailures.timedOut());

        BatchReport report = batch.run("tell", "reject", "tell");

        assertThat(batch.notifiedIds()).containsExactly(id(1));
        assertThat(stop(report).reason()).isEqualTo(StopReason.DEAD_LETTER_NOT_WRITTEN);
    }

    @Test
    void shouldShortenThePrefixToTheFirstNotificationThatIsNotSent() {
        batch.sns.refuse(entry -> isOf(entry, id(3)));

        BatchReport report = batch.run("tell", "a", "tell", "tell", "reject");

        assertThat(report.committed()).isEqualTo(2);
        assertThat(report.counts()).isEqualTo(counts(2, 0, 0));
        assertThat(stop(report).firstUncommitted()).isEqualTo(Records.id(3));
        assertThat(stop(report).reason()).isEqualTo(StopReason.NOTIFICATION_NOT_SENT);
        assertThat(stop(report).cause()).hasMessage("SNS refused a notification: InternalError");
        assertThat(batch.written().lines()).containsExactly("tell", "a");
        assertThat(batch.written().prefixLast()).isEqualTo(Records.id(2));
        assertThat(batch.metrics.value(Metric.NOTIFICATIONS_SENT)).isEqualTo(1);
    }

    @Test
    void shouldHandBackARecordOfWhichOneNotificationIsNotSent() {
        int[] seen = new int[1];
        batch.sns.refuse(entry -> isOf(entry, id(2)) && seen[0]++ != 0);

        BatchReport report = batch.run("tell", "tell-twice", "tell");

        assertThat(stop(report).firstUncommitted()).isEqualTo(Records.id(2));
        assertThat(batch.written().lines()).containsExactly("tell");
    }

    @Test
    void shouldCutBackToTheParentsBoundary() {
        batch.sns.refuse(entry -> isOf(entry, Records.id(2, 1).toString()));

        BatchReport report = batch.runParents(
                Records.ofParent(1, "a", "tell"), Records.ofParent(2, "b", "tell"), Records.ofParent(3, "tell"));

        assertThat(report.committed()).isEqualTo(2);
        assertThat(stop(report).firstUncommitted()).isEqualTo(Records.id(2, 0));
        assertThat(batch.written().lines()).containsExactly("a", "tell");
    }

    @Test
    void shouldCommitNothingWhenTheFirstRecordsIsNotSent() {
        batch.sns.faults().failAll(FakeSns.PUBLISH, AwsFailures.sns(404, "NotFound"));

        BatchReport report = batch.run("tell", "a");

        assertThat(report.committed()).isZero();
        assertThat(stop(report).reason()).isEqualTo(StopReason.NOTIFICATION_NOT_SENT);
        assertThat(batch.writer.written).isEmpty();
        assertThat(batch.metrics.value(Metric.NOTIFICATIONS_SENT)).isZero();
    }

    @Test
    void shouldTellAgainOfRecordsWhoseObjectCouldNotBeWritten() {
        batch.writer.failure = AwsFailures.timedOut();
        assertThat(stop(batch.run("tell")).reason()).isEqualTo(StopReason.OBJECT_NOT_WRITTEN);

        batch.writer.failure = null;
        batch.run("tell");

        assertThat(batch.notifiedIds()).containsExactly(id(1), id(1));
        assertThat(batch.written().lines()).containsExactly("tell");
    }

    @Test
    void shouldWriteNoObjectWhenTheFunctionIsKilledBehindItsNotifications() {
        batch.sns.faults().failNext(FakeSns.PUBLISH, new Crash("behind the notifications"), Effect.DONE);

        assertThatThrownBy(() -> batch.run("tell")).isInstanceOf(Crash.class);
        assertThat(batch.writer.written).isEmpty();
    }

    @Test
    void shouldLeaveTheObjectTimeToBeWrittenWhenNothingCanBeSent() {
        batch.sqs.refuse(entry -> true);
        batch.sns.refuse(entry -> true);

        batch.run("a", "tell", "reject");

        assertThat(batch.written().lines()).containsExactly("a");
        assertThat(batch.written().timeLeft()).isGreaterThan(Duration.ofSeconds(10));
    }

    @Test
    void shouldCommitWhatWasToldInTimeWhenTheTopicIsSlow() {
        batch.sns.refuse(entry -> {
            batch.clock.advance(Duration.ofSeconds(2));
            return false;
        });

        BatchReport report = batch.run(Collections.nCopies(50, "tell").toArray(String[]::new));

        assertThat(report.committed()).isEqualTo(20);
        assertThat(stop(report).cause()).isInstanceOf(TimeoutException.class);
        assertThat(batch.written().timeLeft()).isPositive();
    }

    @Test
    void shouldCommitNothingThatNobodyCanBeToldOf() {
        BatchReport report = batch.runWithoutTopic("a", "tell", "b");

        assertThat(report.committed()).isEqualTo(1);
        assertThat(stop(report).cause()).isInstanceOf(IllegalStateException.class);
        assertThat(batch.written().lines()).containsExactly("a");
    }

    @Test
    void shouldCountNotificationsInTheBoundOnMemory() {
        BatchReport report =
                batch.run(Collections.nCopies(400, "tell-at-length").toArray(String[]::new));

        assertThat(stop(report).reason()).isEqualTo(StopReason.BATCH_FULL);
        assertThat(report.committed()).isBetween(300, 400);
    }

    private static boolean isOf(PublishBatchRequestEntry entry, String id) {
        return FakeSns.attribute(entry, "recordId").equals(id);
    }
}
