package dev.tributary.audit;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tributary.config.Environment;
import dev.tributary.testing.ManualClock;
import dev.tributary.testing.TestInvocations;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AuditTest {

    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-04T05:06:07Z"));

    @Test
    void shouldPrimeWithAChangeThatItTakes() {
        Audit audit = new Audit(AuditSettings.read(new Environment(AuditFixture.SETTINGS)), clock);

        assertThatCode(() -> audit.prime(TestInvocations.in(Duration.ofSeconds(1), clock)))
                .doesNotThrowAnyException();
    }
}
