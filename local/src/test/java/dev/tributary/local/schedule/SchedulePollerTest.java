package dev.tributary.local.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tributary.local.source.MappingReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Time passes an interval at a time, when a test says so. */
@Timeout(30)
class SchedulePollerTest {

    private static final String HOURLY = "Schedule: rate(1 hour)";

    private final ScheduleFixture fixture = new ScheduleFixture();
    private final Semaphore begun = new Semaphore(0);
    private final Semaphore passed = new Semaphore(0);
    private final List<Duration> waits = Collections.synchronizedList(new ArrayList<>());
    private final AtomicBoolean isFree = new AtomicBoolean(true);
    private final List<SchedulePoller> pollers = new ArrayList<>();

    @AfterEach
    void closePollers() {
        pollers.forEach(SchedulePoller::close);
    }

    @Test
    void shouldFireEachScheduleEveryInterval() throws InterruptedException {
        SchedulePoller poller = start(HOURLY, HOURLY + ", Name: other");
        assertThat(fixture.received).isEmpty();
        pass();
        assertThat(fixture.received).hasSize(2);
        pass();
        assertThat(fixture.received).hasSize(4);

        assertThat(waits).containsOnly(Duration.ofSeconds(5));
        assertThat(poller.isIdle()).isTrue();
        assertThat(poller.report()).isEqualTo(MappingReport.NOTHING);
        assertThat(poller.followsDeliveries()).isTrue();
    }

    @Test
    void shouldLeaveOutAFiringWhileTheFunctionIsAtWork() throws InterruptedException {
        start(HOURLY);
        isFree.set(false);
        pass();
        assertThat(fixture.received).isEmpty();

        isFree.set(true);
        pass();
        assertThat(fixture.received).hasSize(1);
    }

    @Test
    void shouldFireAtOnceWhenAsked() {
        SchedulePoller poller = start(HOURLY, HOURLY + ", State: DISABLED");
        isFree.set(false);
        poller.fire();

        assertThat(poller.isEnabled()).isTrue();
        assertThat(fixture.received).hasSize(1);
    }

    @Test
    void shouldNotFireWhatIsDisabled() throws InterruptedException {
        SchedulePoller poller = start(HOURLY + ", State: DISABLED");
        pass();
        poller.fire();

        assertThat(poller.isEnabled()).isFalse();
        assertThat(fixture.received).isEmpty();
    }

    @Test
    void shouldTellThatItsThreadDied() throws InterruptedException {
        SchedulePoller poller = new SchedulePoller(
                "score",
                List.of(),
                () -> {
                    throw new IllegalStateException("as told");
                },
                duration -> begun.release());
        pollers.add(poller);
        poller.start();
        begun.acquire();

        assertThatIllegalStateException()
                .isThrownBy(() -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        poller.isIdle();
                    }
                })
                .withMessageStartingWith("thread schedules-score died of ");
    }

    /** Of rules with these properties; waits until it waits. */
    private SchedulePoller start(String... rules) {
        List<Schedule> schedules = new ArrayList<>();
        for (String rule : rules) {
            schedules.add(fixture.schedule("Schedule", rule));
        }
        SchedulePoller poller = new SchedulePoller("score", schedules, isFree::get, duration -> {
            waits.add(duration);
            begun.release();
            passed.acquire();
        });
        pollers.add(poller);
        poller.start();
        begun.acquireUninterruptibly();
        return poller;
    }

    /** Lets an interval pass, and waits until the next one begins. */
    private void pass() throws InterruptedException {
        passed.release();
        begun.acquire();
    }
}
