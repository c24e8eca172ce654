package dev.tributary.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final List<Duration> slept = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"1, 50", "2, 100", "3, 200", "4, 400", "5, 500", "6, 500", "21, 500", "64, 500", "2147483647, 500"})
    void shouldSleepARandomPartOfADelayThatDoublesUpToABound(int failures, long millis) {
        assertThat(backoff(0.5).pause(failures, in(Duration.ofHours(1)))).isTrue();

        assertThat(slept).containsExactly(Duration.ofMillis(millis));
    }

    @Test
    void shouldSpreadDelaysFromNothingToTheWhole() {
        backoff(0.0).pause(3, in(Duration.ofHours(1)));
        backoff(Math.nextDown(1.0)).pause(3, in(Duration.ofHours(1)));

        assertThat(slept.get(0)).isZero();
        assertThat(slept.get(1)).isCloseTo(Duration.ofMillis(400), Duration.ofNanos(1));
    }

    @Test
    void shouldNotSleepPastTheDeadline() {
        assertThat(backoff(0.5).pause(1, in(Duration.ofMillis(50)))).isFalse();
        assertThat(slept).isEmpty();

        assertThat(backoff(0.5).pause(1, in(Duration.ofMillis(51)))).isTrue();
        assertThat(slept).hasSize(1);
    }

    @Test
    void shouldNotAllowAnotherAttemptOnceTheDeadlineIsReached() {
        assertThat(backoff(0.0).pause(1, in(Duration.ZERO))).isFalse();
        assertThat(slept).isEmpty();
    }

    @Test
    void shouldComeToAnEndWhateverTheRandomSource() {
        Backoff backoff = backoff(0.5);
        Deadline deadline = in(Duration.ofSeconds(10));

        int failures = 1;
        while (backoff.pause(failures, deadline)) {
            failures++;
        }

        assertThat(deadline.isReached()).isFalse();
        assertThat(deadline.remaining()).isLessThanOrEqualTo(LONGEST.dividedBy(2));
        assertThat(failures).isBetween(20, 30);
    }

    @Test
    void shouldStopAndKeepTheInterruptWhenInterrupted() {
        Backoff backoff = new Backoff(
                FIRST,
                LONGEST,
                time -> {
                    throw new InterruptedException();
                },
                constant(0.5));

        assertThat(backoff.pause(1, in(Duration.ofHours(1)))).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void shouldHaveAStandardThatGivesUpAtTheDeadline() {
        assertThat(Backoff.standard().pause(1, in(Duration.ZERO))).isFalse();
    }

    private Backoff backoff(double part) {
        return new Backoff(
                FIRST,
                LONGEST,
                time -> {
                    slept.add(time);
                    clock.advance(time);
                },
                constant(part));
    }

    private Deadline in(Duration time) {
        return new Deadline(clock, clock.instant().plus(time));
    }

    private static RandomGenerator constant(double part) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }

            @Override
            public double nextDouble() {
                return part;
            }
        };
    }
}
