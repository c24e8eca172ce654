package dev.tributary.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.local.demo.account.Account.Count;
import dev.tributary.local.redrive.Attempt;
import dev.tributary.local.redrive.Attempt.Status;
import dev.tributary.local.redrive.RedriveResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RedriveAccountTest {

    @Test
    void shouldCountWhatWentThroughAndWhatIsBad() {
        RedriveAccount account = account(
                Optional.empty(), Status.THROUGH, Status.SET_ASIDE_AGAIN, Status.SET_ASIDE_AGAIN, Status.THROUGH);

        assertThat(account.problems()).isEmpty();
        assertThat(account.counts())
                .extracting(Count::key, Count::value)
                .containsExactly(tuple("redriven", 4L), tuple("wentThrough", 2L), tuple("setAsideAgain", 2L));
    }

    @Test
    void shouldTellWhatFailedOrWasLeft() {
        assertThat(account(Optional.empty(), Status.FAILED, Status.LEFT).problems())
                .containsExactly(
                        "the redrive of record-0 failed: REASON: in words",
                        "the redrive of record-1 failed: REASON: in words");
    }

    @Test
    void shouldTellThatItBrokeOff() {
        assertThat(account(Optional.of("broke off: no answer")).problems())
                .containsExactly("the redrive broke off: no answer");
    }

    private static RedriveAccount account(Optional<String> problem, Status... all) {
        List<Attempt> attempts = new ArrayList<>();
        for (Status status : all) {
            attempts.add(new Attempt(
                    "record-" + attempts.size(),
                    "function",
                    "decode",
                    "BAD",
                    Instant.EPOCH,
                    status,
                    "REASON",
                    "in words"));
        }
        return new RedriveAccount(new RedriveResult(attempts, Duration.ZERO, problem));
    }
}
