package dev.tributary.local.demo.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.local.capture.CapturedChanges;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RunningCaptureTest {

    private static final CapturedChanges CHANGES = new CapturedChanges("a database", List.of(), List.of(), List.of());

    @Test
    void shouldCaptureOnceHoweverOftenItIsAsked() {
        AtomicInteger captures = new AtomicInteger();
        try (RunningCapture capture = new RunningCapture(() -> {
            captures.incrementAndGet();
            return CHANGES;
        })) {
            capture.begin();

            assertThat(capture.changes()).isSameAs(CHANGES);
            assertThat(capture.changes()).isSameAs(CHANGES);
            assertThat(captures).hasValue(1);
        }
    }

    @Test
    void shouldLetOthersGoOnMeanwhile() {
        CountDownLatch others = new CountDownLatch(1);
        try (RunningCapture capture = new RunningCapture(() -> {
            await(others);
            return CHANGES;
        })) {
            capture.begin();
            others.countDown();

            assertThat(capture.changes()).isSameAs(CHANGES);
        }
    }

    @Test
    void shouldCaptureNothingThatNobodyAsksFor() {
        AtomicInteger captures = new AtomicInteger();
        new RunningCapture(() -> {
                    captures.incrementAndGet();
                    return CHANGES;
                })
                .close();

        assertThat(captures).hasValue(0);
    }

    @Test
    void shouldSayWhyNothingWasCaptured() {
        try (RunningCapture capture = new RunningCapture(() -> {
            throw new IllegalStateException("no log");
        })) {
            assertThatThrownBy(capture::changes)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the changes of the database were not captured")
                    .hasRootCauseMessage("no log");
        }
    }

    @Test
    void shouldWaitUntilABrokenOffCaptureHasStoppedItsDatabase() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger stopped = new AtomicInteger();
        RunningCapture capture = new RunningCapture(() -> {
            begun.countDown();
            try {
                await(new CountDownLatch(1));
            } finally {
                stopped.incrementAndGet();
            }
            return CHANGES;
        });
        capture.begin();
        begun.await();

        capture.close();

        assertThat(stopped).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
