package dev.tributary.local.async;

import static dev.tributary.local.async.QueueFixture.ERROR;
import static dev.tributary.local.async.QueueFixture.OK;
import static dev.tributary.local.async.QueueFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.async.FailedEvent.Condition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InvocationQueueTest {

    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration SECOND_WAIT = Duration.ofMillis(200);

    @Test
    void shouldInvokeTheFunctionOnceWithEachEventInTheOrderOfTheirComing() {
        QueueFixture fixture =
                QueueFixture.of("{}", event -> OK).accept("a", "b", "c").attempt();

        assertThat(fixture.invocations).containsExactly("a", "b", "c");
        assertThat(fixture.queue.report()).isEqualTo(new QueueReport(3, 3, 0, 3, 0));
        assertThat(fixture.queue.isEmpty()).isTrue();
    }

    @Test
    void shouldTryAgainTwiceAndWaitTwiceAsLongTheSecondTime() {
        QueueFixture fixture = QueueFixture.of("{}", event -> ERROR).accept("a").attempt();
        assertThat(fixture.pass(FIRST_WAIT.minusMillis(1)).invocations).hasSize(1);
        assertThat(fixture.pass(Duration.ofMillis(1)).invocations).hasSize(2);
        assertThat(fixture.pass(SECOND_WAIT.minusMillis(1)).invocations).hasSize(2);
        assertThat(fixture.pass(Duration.ofMillis(1)).invocations).hasSize(3);

        assertThat(fixture.failed).singleElement().satisfies(event -> {
            assertThat(event.condition()).isEqualTo(Condition.RETRIES_EXHAUSTED);
            assertThat(event.invocations()).isEqualTo(3);
            assertThat(event.lastResult()).isEqualTo(ERROR);
            assertThat(event.at()).isEqualTo(START.plus(FIRST_WAIT).plus(SECOND_WAIT));
        });
        assertThat(fixture.queue.report()).isEqualTo(new QueueReport(1, 3, 2, 0, 1));
        assertThat(fixture.queue.isEmpty()).isTrue();
    }

    @Test
    void shouldDeliverWhatSucceedsAtLast() {
        List<String> seen = new ArrayList<>();
        QueueFixture fixture = QueueFixture.of("{}", event -> {
            seen.add(event);
            return seen.size() == 3 ? OK : ERROR;
        });
        fixture.accept("a").attempt().pass(FIRST_WAIT).pass(SECOND_WAIT);

        assertThat(fixture.failed).isEmpty();
        assertThat(fixture.queue.report()).isEqualTo(new QueueReport(1, 3, 2, 1, 0));
    }

    @Test
    void shouldNotTryAgainIfToldSo() {
        QueueFixture fixture = QueueFixture.of("{\"MaximumRetryAttempts\": 0}", event -> ERROR)
                .accept("a")
                .attempt();

        assertThat(fixture.invocations).hasSize(1);
        assertThat(fixture.failed).hasSize(1);
    }

    @Test
    void shouldLetOtherEventsPassOneThatWaits() {
        QueueFixture fixture = QueueFixture.of("{}", event -> event.equals("bad") ? ERROR : OK);
        fixture.accept("bad", "b").attempt().accept("c").attempt();
        assertThat(fixture.invocations).containsExactly("bad", "b", "c");

        fixture.pass(FIRST_WAIT);
        assertThat(fixture.invocations).endsWith("bad").hasSize(4);
    }

    @Test
    void shouldGiveUpUnseenWhatIsTooOld() {
        QueueFixture fixture = QueueFixture.of("{\"MaximumEventAgeInSeconds\": 60}", event -> OK)
                .accept("a");
        fixture.clock.advance(Duration.ofSeconds(60));
        fixture.accept("b");
        fixture.clock.advance(Duration.ofMillis(1));
        fixture.attempt();

        assertThat(fixture.invocations).containsExactly("b");
        assertThat(fixture.failed).singleElement().satisfies(event -> {
            assertThat(event.condition()).isEqualTo(Condition.EVENT_AGE_EXCEEDED);
            assertThat(event.invocations()).isZero();
            assertThat(event.lastResult()).isNull();
        });
    }

    @Test
    void shouldGiveUpBetweenAttemptsWhatBecomesTooOld() {
        QueueFixture fixture = QueueFixture.of("{\"MaximumEventAgeInSeconds\": 60}", event -> ERROR)
                .accept("a")
                .attempt();
        fixture.pass(Duration.ofSeconds(61));

        assertThat(fixture.failed).singleElement().satisfies(event -> {
            assertThat(event.condition()).isEqualTo(Condition.EVENT_AGE_EXCEEDED);
            assertThat(event.invocations()).isEqualTo(1);
            assertThat(event.lastResult()).isEqualTo(ERROR);
        });
    }

    @Test
    void shouldAskTheDestinationUntilItTakesTheEvent() {
        List<FailedEvent> asked = new ArrayList<>();
        QueueFixture fixture = QueueFixture.of("{\"MaximumRetryAttempts\": 0}", event -> ERROR, event -> {
            asked.add(event);
            if (asked.size() < 3) {
                throw new IllegalStateException("full");
            }
        });
        fixture.accept("a").attempt();
        assertThat(asked).hasSize(1);
        assertThat(fixture.queue.isEmpty()).isFalse();

        fixture.pass(FIRST_WAIT).pass(SECOND_WAIT);

        assertThat(asked).hasSize(3).containsOnly(asked.get(0));
        assertThat(fixture.invocations).hasSize(1);
        assertThat(fixture.queue.report()).isEqualTo(new QueueReport(1, 1, 0, 0, 1));
    }

    @Test
    void shouldTakeAnInvokerThatBreaksForAFunctionThatFailed() {
        QueueFixture fixture = QueueFixture.of("{\"MaximumRetryAttempts\": 0}", event -> {
            throw new IllegalStateException("broken");
        });
        fixture.accept("a").attempt();

        assertThat(fixture.failed).hasSize(1);
    }

    @Test
    void shouldHaveOneRequestIdForAllInvocationsOfAnEvent() {
        QueueFixture fixture =
                QueueFixture.of("{\"MaximumRetryAttempts\": 0}", event -> ERROR).accept("a", "b");

        fixture.attempt();

        assertThat(fixture.failed).extracting(FailedEvent::requestId).doesNotHaveDuplicates();
        assertThat(fixture.failed).extracting(FailedEvent::requestId).allMatch(id -> id.length() == 36);
    }

    @Test
    void shouldKeepCountOfWhatIsNotDeliveredWhenItStops() {
        List<InvocationQueue> stopped = new ArrayList<>();
        QueueFixture fixture = QueueFixture.of("{\"MaximumRetryAttempts\": 0}", event -> {
            stopped.forEach(InvocationQueue::stop);
            return event.equals("done") ? OK : ERROR;
        });
        fixture.accept("done").attempt();
        stopped.add(fixture.queue);

        fixture.accept("broken off", "unseen").attempt().pass(Duration.ofHours(1));

        assertThat(fixture.invocations).containsExactly("done", "broken off");
        assertThat(fixture.failed).isEmpty();
        assertThat(fixture.queue.report().eventsPending()).isEqualTo(2);
        assertThat(fixture.queue.isEmpty()).isFalse();
    }
}
