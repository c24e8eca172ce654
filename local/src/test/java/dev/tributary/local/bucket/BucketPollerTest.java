package dev.tributary.local.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.source.MappingReport;
import dev.tributary.local.source.Waiting;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

@Timeout(30)
class BucketPollerTest {

    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
    private static final String TEST = "s3:TestEvent";

    private final FakeBucket bucket = new FakeBucket();
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final List<BucketPoller> pollers = new ArrayList<>();

    @AfterEach
    void closePollers() {
        pollers.forEach(BucketPoller::close);
    }

    @Test
    void shouldTellOfTheTestAndOfEachObject() {
        BucketPoller poller = start(event -> {});
        bucket.put("a", AT);
        bucket.put("b", AT);
        awaitIdle(poller);

        assertThat(told).containsExactlyInAnyOrder(TEST, "a", "b");
        assertThat(poller.report()).isEqualTo(MappingReport.NOTHING);
        assertThat(poller.followsDeliveries()).isTrue();
    }

    @Test
    void shouldTellOfWhatIsNewWithoutBeingAsked() {
        start(event -> {});
        bucket.put("a", AT);

        while (!told.contains("a")) {
            Thread.onSpinWait();
        }
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
        assertThat(told).contains("a");
    }

    @Test
    void shouldTellAgainUntilTheReceiverTakesIt() {
        List<String> refusals = Collections.synchronizedList(new ArrayList<>());
        BucketPoller poller = start(event -> {
            if (event.equals("a") && refusals.size() < 3) {
                refusals.add(event);
                throw SdkClientException.create("unavailable");
            }
        });
        bucket.put("a", AT);
        bucket.put("b", AT);
        assertThat(poller.isIdle()).isFalse();
        awaitIdle(poller);

        assertThat(refusals).hasSize(3);
        assertThat(told).containsExactly(TEST, "b", "a");
    }

    @Test
    void shouldNotStartWhenNobodyTakesTheTestEvent() {
        assertThatExceptionOfType(SdkClientException.class)
                .isThrownBy(() -> start(event -> {
                    throw SdkClientException.create("unavailable");
                }))
                .withMessage("unavailable");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> start(event -> {
                    throw QueueDoesNotExistException.builder().message("gone").build();
                }))
                .withMessage(
                        "Transform.Objects.Queue: does not exist (expected: one that takes the bucket's test event)");
    }

    @Test
    void shouldTellThatAThreadDied() {
        BucketPoller poller = start(event -> {
            if (event.equals("a")) {
                throw new IllegalStateException("as told");
            }
        });
        bucket.put("a", AT);

        assertThatIllegalStateException()
                .isThrownBy(() -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        poller.check();
                    }
                })
                .withMessageStartingWith("thread buckets-transform died of ");
    }

    private BucketPoller start(Consumer<String> receiver) {
        BucketNotifications notifications = new BucketNotifications(
                Notified.settings("Bucket: changes, Events: 's3:ObjectCreated:*'"),
                bucket,
                FaultPlan.none(),
                Clock.systemUTC(),
                event -> {
                    String text = name(event);
                    receiver.accept(text);
                    told.add(text);
                });
        BucketPoller poller = new BucketPoller("transform", List.of(notifications), Waiting.SYSTEM);
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
}
