package dev.tributary.local.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.logging.LogLevels;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

/**
 * The law of a batch that is answered as a whole, on the real code, through a pipe and a delivery stream, in as many random
 * worlds as the system property {@code law.pipeRuns} says. The system property {@code law.pipeSeed} runs a single one again.
 */
class PipeLawTest {

    private static final int RUNS = Integer.getInteger("law.pipeRuns", 1_000);
    private static final int ENOUGH_RUNS = 1_000;
    private static final long SINGLE_SEED = Long.getLong("law.pipeSeed", -1);

    @BeforeAll
    static void silenceFunctions() {
        LogLevels.setLeast(Level.ERROR);
    }

    @AfterAll
    static void restoreLogs() {
        LogLevels.setLeast(Level.INFO);
    }

    @Test
    void shouldDeliverOrSetAsideEveryRecordWhateverHappens() {
        if (SINGLE_SEED >= 0) {
            run(SINGLE_SEED);
            return;
        }
        Map<Event, Integer> runsWith = new EnumMap<>(Event.class);
        for (long seed = 0; seed < RUNS; seed++) {
            run(seed).keySet().forEach(event -> runsWith.merge(event, 1, Integer::sum));
        }
        if (RUNS >= ENOUGH_RUNS) {
            // Else the worlds would have been too tame to show anything.
            assertThat(runsWith).as("runs with each event").containsKeys(Event.OF_PIPES.toArray(Event[]::new));
        }
    }

    private static Map<Event, Integer> run(long seed) {
        try {
            return new PipeWorld(seed).run().events();
        } catch (AssertionError | Exception e) {
            throw new AssertionError(
                    "seed " + seed + " (again with -Dlaw.pipeSeed=" + seed + "): " + e.getMessage(), e);
        }
    }
}
