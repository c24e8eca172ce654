package dev.tributary.local.async;

import static dev.tributary.local.async.QueueFixture.OK;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tributary.local.source.Waiting;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class QueuePollerTest {

    private final List<String> invocations = Collections.synchronizedList(new ArrayList<>());
    private final List<QueuePoller> pollers = new ArrayList<>();

    @AfterEach
    void closePollers() {
        pollers.forEach(QueuePoller::close);
    }

    @Test
    void shouldInvokeTheFunctionWithEachEvent() {
        QueuePoller poller = start(event -> {});
        accept(poller, "a", "b");
        awaitIdle(poller);

        assertThat(invocations).containsExactlyInAnyOrder("a", "b");
        assertThat(poller.report().recordsDelivered()).isEqualTo(2);
        assertThat(poller.followsDeliveries()).isTrue();
    }

    @Test
    void shouldNotBeIdleWhileAnInvocationRuns() throws InterruptedException {
        CountDownLatch invoked = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        QueuePoller poller = start(event -> {
            invoked.countDown();
            await(released);
        });
        accept(poller, "a");
        assertThat(poller.isIdle()).isFalse();
        invoked.await();
        assertThat(poller.isIdle()).isFalse();

        released.countDown();
        awaitIdle(poller);
        assertThat(invocations).containsExactly("a");
    }

    @Test
    void shouldWorkOnAnEventWhileAnotherIsWorkedOn() {
        CountDownLatch both = new CountDownLatch(2);
        QueuePoller poller = start(event -> {
            both.countDown();
            await(both);
        });
        accept(poller, "a", "b");
        awaitIdle(poller);

        assertThat(invocations).hasSize(2);
    }

    @Test
    void shouldKeepCountOfWhatIsNotDeliveredWhenItIsClosed() throws InterruptedException {
        CountDownLatch invoked = new CountDownLatch(1);
        QueuePoller poller = start(event -> {
            invoked.countDown();
            await(new CountDownLatch(1));
        });
        accept(poller, "a");
        invoked.await();

        poller.close();

        assertThat(poller.queueReport().eventsPending()).isOne();
        assertThat(poller.queueReport().eventsGivenUp()).isZero();
    }

    @Test
    void shouldTellThatAThreadDied() {
        QueuePoller poller = start(event -> {
            throw new AssertionError("as told");
        });
        accept(poller, "a");

        assertThatIllegalStateException()
                .isThrownBy(() -> awaitIdle(poller))
                .withMessageStartingWith("thread events-transform-");
    }

    private QueuePoller start(Consumer<String> function) {
        InvocationQueue queue = new InvocationQueue(
                AsyncSettings.of("Transform", QueueFixture.json("{}")),
                event -> {
                    String text = QueueFixture.text(event);
                    function.accept(text);
                    invocations.add(text);
                    return OK;
                },
                OnFailure.NOWHERE,
                Clock.systemUTC());
        QueuePoller poller = new QueuePoller("transform", queue, Waiting.SYSTEM);
        pollers.add(poller);
        poller.start();
        return poller;
    }

    private static void accept(QueuePoller poller, String... events) {
        for (String event : events) {
            poller.accept(('"' + event + '"').getBytes(UTF_8));
        }
    }

    private static void awaitIdle(QueuePoller poller) {
        while (!poller.isIdle()) {
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException asked) {
            throw new IllegalStateException(asked);
        }
    }
}
