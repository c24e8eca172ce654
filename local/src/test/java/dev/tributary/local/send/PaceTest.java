package dev.tributary.local.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    /** Such clocks may begin anywhere, and overflow. */
    private long now = Long.MAX_VALUE - 1_000_000;

    private Duration slept = Duration.ZERO;

    @Test
    void shouldSpreadRecordsOverTime() throws InterruptedException {
        Pace pace = pace(100);
        for (int sent = 0; sent < 100; sent += pace.step(500)) {
            pace.await();
            pace.sent(pace.step(500));
        }
        pace.await();

        assertThat(pace.step(500)).isEqualTo(5);
        assertThat(slept).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void shouldCountTheTimeThatSendingTakes() throws InterruptedException {
        Pace pace = pace(10);
        pace.sent(1);
        now += Duration.ofMillis(60).toNanos();
        pace.await();

        assertThat(slept).isEqualTo(Duration.ofMillis(40));
    }

    @Test
    void shouldNotMakeUpForTimeWithoutRecords() throws InterruptedException {
        Pace pace = pace(10);
        now += Duration.ofHours(1).toNanos();
        pace.await();
        pace.sent(1);
        pace.await();

        assertThat(slept).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void shouldNotWaitWithoutARate() throws InterruptedException {
        Pace pace = pace(Double.POSITIVE_INFINITY);
        pace.sent(500);
        pace.await();

        assertThat(pace.step(500)).isEqualTo(500);
        assertThat(slept).isZero();
    }

    private Pace pace(double perSecond) {
        return new Pace(perSecond, () -> now, time -> {
            now += time.toNanos();
            slept = slept.plus(time);
        });
    }
}
