package dev.tributary.local.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tributary.local.async.AsyncSettings;
import dev.tributary.local.async.InvocationQueue;
import dev.tributary.local.async.OnFailure;
import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.source.InvocationResult.Answered;
import dev.tributary.local.source.Waiting;
import dev.tributary.local.template.FunctionDefinition;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BucketPollerTest {

    private static final FunctionDefinition FUNCTION = Notified.by("Bucket: changes, Events: 's3:ObjectCreated:*'");
    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

    private final FakeBucket bucket = new FakeBucket();
    private final List<String> invocations = Collections.synchronizedList(new ArrayList<>());
    private final List<BucketPoller> pollers = new ArrayList<>();

    @AfterEach
    void closePollers() {
        pollers.forEach(BucketPoller::close);
    }

    @Test
    void shouldInvokeTheFunctionForTheTestAndForEachObject() {
        BucketPoller poller = start(event -> {});
        bucket.put("a", AT);
        bucket.put("b", AT);
        awaitIdle(poller);

        assertThat(invocations).containsExactlyInAnyOrder("s3:TestEvent", "a", "b");
        assertThat(poller.report().recordsDelivered()).isEqualTo(3);
        assertThat(poller.followsDeliveries()).isTrue();
    }

    @Test
    void shouldInvokeTheFunctionWithAnEventOfSomebodyElse() {
        BucketPoller poller = start(event -> {});
        poller.accept("{\"Records\":[{\"s3\":{\"object\":{\"key\":\"a\"}}}]}".getBytes(UTF_8));
        awaitIdle(poller);

        assertThat(invocations).containsExactlyInAnyOrder("s3:TestEvent", "a");
    }

    @Test
    void shouldNotBeIdleWhileAnInvocationRuns() throws InterruptedException {
        CountDownLatch invoked = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        BucketPoller poller = start(event -> {
            if (event.equals("a")) {
                invoked.countDown();
                await(released);
            }
        });
        bucket.put("a", AT);
        assertThat(poller.isIdle()).isFalse();
        invoked.await();
        assertThat(poller.isIdle()).isFalse();

        released.countDown();
        awaitIdle(poller);
        assertThat(invocations).contains("a");
    }

    @Test
    void shouldWorkOnAnEventWhileAnotherIsWorkedOn() throws InterruptedException {
        CountDownLatch both = new CountDownLatch(2);
        BucketPoller poller = start(event -> {
            if (!event.equals("s3:TestEvent")) {
                both.countDown();
                await(both);
            }
        });
        bucket.put("a", AT);
        bucket.put("b", AT);
        awaitIdle(poller);

        assertThat(invocations).hasSize(3);
    }

    @Test
    void shouldNotBeIdleWhileTheBucketCannotBeListed() {
        BucketPoller poller = start(event -> {});
        awaitIdle(poller);
        bucket.put("a", AT);
        bucket.fail(true);
        assertThat(poller.isIdle()).isFalse();

        bucket.fail(false);
        awaitIdle(poller);
        assertThat(invocations).contains("a");
    }

    @Test
    void shouldKeepCountOfWhatIsNotDeliveredWhenItIsClosed() throws InterruptedException {
        CountDownLatch invoked = new CountDownLatch(1);
        BucketPoller poller = start(event -> {
            if (event.equals("a")) {
                invoked.countDown();
                await(new CountDownLatch(1));
            }
        });
        bucket.put("a", AT);
        invoked.await();

        poller.close();

        assertThat(poller.queueReport().eventsPending()).isPositive();
        assertThat(poller.queueReport().eventsGivenUp()).isZero();
    }

    @Test
    void shouldTellThatAThreadDied() {
        BucketPoller poller = start(event -> {
            throw new AssertionError("as told");
        });

        assertThatIllegalStateException()
                .isThrownBy(() -> awaitIdle(poller))
                .withMessageStartingWith("thread events-transform-");
    }

    private BucketPoller start(Consumer<String> function) {
        InvocationQueue queue = new InvocationQueue(
                AsyncSettings.of("Transform", Notified.json("{}")),
                event -> {
                    String text = name(event);
                    function.accept(text);
                    invocations.add(text);
                    return new Answered("{}".getBytes(UTF_8));
                },
                OnFailure.NOWHERE,
                Clock.systemUTC());
        BucketNotifications notifications = new BucketNotifications(
                FUNCTION, FUNCTION.events().get(0), bucket, FaultPlan.none(), Clock.systemUTC(), queue::accept);
        BucketPoller poller = new BucketPoller("transform", List.of(notifications), queue, Waiting.SYSTEM);
        pollers.add(poller);
        poller.start();
        return poller;
    }

    private static String name(byte[] event) {
        return Notified.json(event)
                .at("/Records/0/s3/object/key")
                .asText(Notified.json(event).path("Event").asText());
    }

    private static void awaitIdle(BucketPoller poller) {
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
