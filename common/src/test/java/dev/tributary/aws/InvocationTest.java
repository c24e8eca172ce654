package dev.tributary.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvocationTest {

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-02T03:04:05Z"));

    @ParameterizedTest
    @CsvSource({
        // A tenth, and a fifth of it.
        "900000, 810000, 882000",
        "60000,  54000,  58800",
        "10000,  9000,   9800",
        // At least a second.
        "9999,   8999,   9799",
        "3000,   2000,   2800",
        "1001,   1,      801",
        // Too little to begin anything: all is handed back.
        "1000,   0,      800",
        "500,    0,      300",
        "200,    0,      0",
        "0,      0,      0",
        "-5,     0,      0"
    })
    void shouldLeaveAMarginToWriteAndToAnswer(long millisLeft, long processingMillis, long writingMillis) {
        Invocation invocation = Invocation.begun(clock, "enrich", "request-1", Duration.ofMillis(millisLeft));

        assertThat(invocation.processing().remaining()).hasMillis(processingMillis);
        assertThat(invocation.writing().remaining()).hasMillis(writingMillis);
    }

    @ParameterizedTest
    @ValueSource(longs = {-5, 0, 200, 500, 1_000})
    void shouldHaveReachedTheEndOfProcessingIfNoTimeIsLeftForIt(long millisLeft) {
        Invocation invocation = Invocation.begun(clock, "enrich", "request-1", Duration.ofMillis(millisLeft));

        assertThat(invocation.processing().isReached()).isTrue();
    }

    @Test
    void shouldFollowTheClock() {
        Invocation invocation = Invocation.begun(clock, "enrich", "request-1", Duration.ofSeconds(60));

        clock.advance(Duration.ofSeconds(54));

        assertThat(invocation.processing().isReached()).isTrue();
        assertThat(invocation.writing().remaining()).hasMillis(4_800);
    }

    @Test
    void shouldKnowWhoRuns() {
        Invocation invocation = Invocation.begun(clock, "enrich", "request-1", Duration.ofSeconds(60));

        assertThat(invocation.functionName()).isEqualTo("enrich");
        assertThat(invocation.requestId()).isEqualTo("request-1");
    }
}
