package dev.tributary.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.aws.Deadline;
import dev.tributary.aws.RefusedEntryException;
import dev.tributary.aws.Sent;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.Backoffs;
import dev.tributary.testing.Crash;
import dev.tributary.testing.FakeSns;
import dev.tributary.testing.Fault.Effect;
import dev.tributary.testing.ManualClock;
import dev.tributary.testing.Records;
import dev.tributary.testing.TestInvocations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;

class NotificationTopicTest {

    private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:audit";
    private static final Duration TIME = Duration.ofSeconds(10);
    private static final int LARGE = 40_000;

    private final ManualClock clock = new ManualClock(Records.ARRIVAL);
    private final Deadline deadline = TestInvocations.in(TIME, clock);
    private final FakeSns sns = new FakeSns();
    private final NotificationTopic topic = new NotificationTopic(sns, TOPIC, Backoffs.on(clock));

    @Test
    void shouldMakeNoCallWithoutNotifications() {
        assertThat(topic.publish(List.of(), deadline)).isEqualTo(new Sent(0, null));
        assertThat(sns.calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "10, 1", "11, 2", "100, 10"})
    void shouldPublishByTenInOrder(int notifications, int calls) {
        assertThat(topic.publish(notifications(notifications), deadline)).isEqualTo(new Sent(notifications, null));

        assertThat(sns.calls()).hasSize(calls);
        assertThat(publishedIds()).isEqualTo(ids(1, notifications));
    }

    @Test
    void shouldCarryTheRecordsIdBesideTheAttributes() {
        topic.publish(
                List.of(new Notification(
                        Records.id(1),
                        "subject",
                        "message",
                        Map.of("event", Attribute.text("INSERT"), "changed", Attribute.list(List.of("price"))))),
                deadline);

        assertThat(sns.messages())
                .containsExactly(new FakeSns.Message(
                        TOPIC,
                        "subject",
                        "message",
                        Map.of("recordId", id(1), "event", "INSERT", "changed", "[\"price\"]")));
        assertThat(sns.calls().get(0).publishBatchRequestEntries().get(0).messageAttributes())
                .hasEntrySatisfying(
                        "changed", value -> assertThat(value.dataType()).isEqualTo("String.Array"))
                .hasEntrySatisfying(
                        "recordId", value -> assertThat(value.dataType()).isEqualTo("String"));
    }

    @Test
    void shouldBeginAnotherCallBeforeTheBytesOfOneAreTooMany() {
        List<Notification> notifications = IntStream.rangeClosed(1, 8)
                .mapToObj(i -> notification(i, LARGE))
                .toList();

        assertThat(topic.publish(notifications, deadline)).isEqualTo(new Sent(8, null));
        assertThat(callSizes()).containsExactly(6, 2);
    }

    @Test
    void shouldFillACallToItsLastByte() {
        List<Notification> five = IntStream.rangeClosed(1, 5)
                .mapToObj(i -> notification(i, LARGE))
                .toList();
        int left = 262_144 - five.stream().mapToInt(Notification::bytes).sum();
        int overhead = notification(6, 1).bytes() - 1;
        int sixth = left - notification(7, 20_000).bytes() - overhead;

        topic.publish(concat(five, notification(6, sixth), notification(7, 20_000)), deadline);
        topic.publish(concat(five, notification(6, sixth + 1), notification(7, 20_000)), deadline);

        assertThat(callSizes()).containsExactly(7, 6, 1);
    }

    @Test
    void shouldPublishOnlyTheFailedEntriesAgain() {
        AtomicInteger refusals = new AtomicInteger();
        sns.refuse(entry -> isOneOf(entry, 2, 3) && refusals.incrementAndGet() <= 2);

        assertThat(topic.publish(notifications(4), deadline)).isEqualTo(new Sent(4, null));
        assertThat(callSizes()).containsExactly(4, 2);
        assertThat(publishedIds()).containsExactly(id(1), id(4), id(2), id(3));
        assertThat(clock.instant()).isEqualTo(Records.ARRIVAL.plusMillis(25));
    }

    @Test
    void shouldGiveUpAtTheDeadlineAndCountThoseBeforeTheFirstThatFailed() {
        sns.refuse(entry -> isOneOf(entry, 12, 14));

        Sent sent = topic.publish(notifications(25), deadline);

        assertThat(sent.durable()).isEqualTo(11);
        assertThat(sent.failure())
                .isInstanceOf(RefusedEntryException.class)
                .hasMessage("SNS refused a notification: InternalError");
        assertThat(publishedIds()).contains(id(13), id(20)).doesNotContain(id(12), id(14), id(21));
        assertThat(clock.instant()).isAfter(Records.ARRIVAL.plusSeconds(8)).isBefore(Records.ARRIVAL.plus(TIME));
    }

    @Test
    void shouldStopAtACallThatIsThrottledBeyondTheRetriesOfTheSdk() {
        sns.faults().failCall(FakeSns.PUBLISH, 2, AwsFailures.sns(429, "Throttled"), Effect.NONE);

        Sent sent = topic.publish(notifications(25), deadline);

        assertThat(sent.durable()).isEqualTo(10);
        assertThat(sent.failure()).hasMessageContaining("Throttled");
        assertThat(sns.calls()).hasSize(2);
    }

    @Test
    void shouldNotTakeACallForDoneWhoseAnswerWasLost() {
        sns.faults().failNext(FakeSns.PUBLISH, AwsFailures.timedOut(), Effect.DONE);

        assertThat(topic.publish(notifications(3), deadline).durable()).isZero();
        assertThat(publishedIds()).isEqualTo(ids(1, 3));
    }

    @Test
    void shouldCountWhatWasPublishedBeforeARepeatedCallFails() {
        sns.refuse(entry -> isOneOf(entry, 3));
        sns.faults().failCall(FakeSns.PUBLISH, 2, AwsFailures.disconnected(), Effect.NONE);

        Sent sent = topic.publish(notifications(5), deadline);

        assertThat(sent.durable()).isEqualTo(2);
        assertThat(sent.failure()).hasMessageContaining("Connection reset");
    }

    @Test
    void shouldBeginNoCallPastTheDeadline() {
        sns.refuse(entry -> {
            clock.advance(TIME.dividedBy(10));
            return false;
        });

        Sent sent = topic.publish(notifications(11), deadline);

        assertThat(sent.durable()).isEqualTo(10);
        assertThat(sent.failure()).isInstanceOf(TimeoutException.class);
        assertThat(sns.calls()).hasSize(1);
    }

    @Test
    void shouldBoundACallByTheTimeThatIsLeft() {
        topic.publish(notifications(1), deadline);

        assertThat(sns.calls().get(0).overrideConfiguration().orElseThrow().apiCallTimeout())
                .contains(TIME);
    }

    @Test
    void shouldPublishTheSameAgainOnARepeatAfterTheFunctionWasKilled() {
        sns.faults().failNext(FakeSns.PUBLISH, new Crash("behind the call"), Effect.DONE);

        assertThatThrownBy(() -> topic.publish(notifications(2), deadline)).isInstanceOf(Crash.class);
        assertThat(topic.publish(notifications(2), deadline).durable()).isEqualTo(2);
        assertThat(publishedIds()).containsExactly(id(1), id(2), id(1), id(2));
    }

    @Test
    void shouldLeaveNoMessageBehindWhenPrimed() {
        topic.prime(deadline);

        assertThat(sns.calls()).hasSize(1);
        assertThat(sns.messages()).isEmpty();
    }

    @Test
    void shouldTellOfATopicThatDoesNotAnswerWhenPrimed() {
        sns.faults().failAll(FakeSns.PUBLISH, AwsFailures.sns(403, "AuthorizationError"));

        assertThatThrownBy(() -> topic.prime(deadline)).hasMessageContaining("AuthorizationError");
    }

    @Test
    void shouldFailToPublishNowhereWhateverThereIs() {
        assertThat(Publisher.NONE.publish(List.of(), deadline)).isEqualTo(new Sent(0, null));

        Sent sent = Publisher.NONE.publish(notifications(2), deadline);

        assertThat(sent.durable()).isZero();
        assertThat(sent.failure())
                .hasMessage("notification of " + id(1) + " (expected: none; the function has no topic)");
    }

    private static List<Notification> notifications(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> notification(i, 1)).toList();
    }

    private static Notification notification(int sequence, int messageBytes) {
        return new Notification(Records.id(sequence), "subject", "m".repeat(messageBytes), Map.of());
    }

    private static List<Notification> concat(List<Notification> some, Notification... more) {
        return IntStream.range(0, some.size() + more.length)
                .mapToObj(i -> i < some.size() ? some.get(i) : more[i - some.size()])
                .toList();
    }

    private List<Integer> callSizes() {
        return sns.calls().stream()
                .map(call -> call.publishBatchRequestEntries().size())
                .toList();
    }

    private List<String> publishedIds() {
        return sns.messages().stream()
                .map(message -> message.attributes().getOrDefault("recordId", ""))
                .toList();
    }

    private static boolean isOneOf(PublishBatchRequestEntry entry, int... sequences) {
        return IntStream.of(sequences).anyMatch(sequence -> id(sequence).equals(FakeSns.attribute(entry, "recordId")));
    }

    private static List<String> ids(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(NotificationTopicTest::id)
                .toList();
    }

    private static String id(int sequence) {
        return Records.id(sequence).toString();
    }
}
