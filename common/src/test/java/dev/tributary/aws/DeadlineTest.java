package dev.tributary.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadlineTest {

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final Deadline deadline = new Deadline(clock, Instant.EPOCH.plusSeconds(10));

    @Test
    void shouldTellTheTimeLeft() {
        assertThat(deadline.remaining()).hasSeconds(10);

        clock.advance(Duration.ofMillis(2_500));

        assertThat(deadline.remaining()).hasMillis(7_500);
    }

    @Test
    void shouldBeReachedAtItsMomentAndNotBefore() {
        clock.advance(Duration.ofSeconds(10).minusNanos(1));
        assertThat(deadline.isReached()).isFalse();

        clock.advance(Duration.ofNanos(1));
        assertThat(deadline.isReached()).isTrue();
        assertThat(deadline.remaining()).isZero();
    }

    @Test
    void shouldHaveNoTimeLeftOnceItHasPassed() {
        clock.advance(Duration.ofHours(1));

        assertThat(deadline.isReached()).isTrue();
        assertThat(deadline.remaining()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 5000", "5000, 5000", "5001, 4999", "9899, 101", "9900, 100", "9999, 100", "10000, 100", "60000, 100"
    })
    void shouldBoundACallByTheTimeLeftAndAlwaysGiveItAMoment(long elapsedMillis, long timeoutMillis) {
        clock.advance(Duration.ofMillis(elapsedMillis));

        assertThat(deadline.callTimeout(Duration.ofSeconds(5))).hasMillis(timeoutMillis);
    }

    @ParameterizedTest
    @CsvSource({"0, 10000", "9000, 1000", "20000, 100"})
    void shouldSetTheTimeoutOfEachCall(long elapsedMillis, long timeoutMillis) {
        clock.advance(Duration.ofMillis(elapsedMillis));

        assertThat(AwsClients.within(deadline).apiCallTimeout()).contains(Duration.ofMillis(timeoutMillis));
    }

    @Test
    void shouldBoundACallFarFromTheDeadlineToo() {
        Deadline far = new Deadline(clock, Instant.EPOCH.plusSeconds(900));

        assertThat(AwsClients.within(far).apiCallTimeout()).contains(Duration.ofSeconds(15));
    }

    @ParameterizedTest
    @CsvSource({"0, 5, 15", "4194303, 5, 15", "314572800, 80, 165", "1073741824, 261, 527"})
    void shouldGiveACallThatSendsMuchTheTimeItTakes(long bytes, long attemptSeconds, long callSeconds) {
        Deadline far = new Deadline(clock, Instant.EPOCH.plusSeconds(900));

        assertThat(AwsClients.within(far, bytes).apiCallAttemptTimeout()).contains(Duration.ofSeconds(attemptSeconds));
        assertThat(AwsClients.within(far, bytes).apiCallTimeout()).contains(Duration.ofSeconds(callSeconds));
    }

    @Test
    void shouldBoundACallThatSendsMuchByTheTimeLeft() {
        assertThat(AwsClients.within(deadline, 1 << 30).apiCallTimeout()).contains(Duration.ofSeconds(10));
    }
}
