package dev.tributary.local.demo;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.local.pipeline.FunctionActivity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandstillWatchTest {

    private static final long SECOND = 1_000_000_000;

    /** Such clocks may begin anywhere, and overflow. */
    private long now = Long.MAX_VALUE - SECOND;

    private final StandstillWatch watch =
            new StandstillWatch(() -> now, Map.of("Enrichment", 10, "Audit", 20), Path.of("functions.log"));

    @Test
    void shouldEndARunThatResolvesNothingForAMinuteWhateverItInvokes() {
        lookAfter(0, 3, 1);
        lookAfter(59, 3, 2);

        assertThatThrownBy(() -> lookAfter(1, 3, 3))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("nothing was resolved in the last 60 s: Enrichment resolved 3 of 10 records,"
                        + " Audit resolved 20 of 20 records (the functions' log is functions.log)");
    }

    @Test
    void shouldNotSayHowManyRecordsAFunctionIsToResolveIfNobodyKnows() {
        StandstillWatch unknowing = new StandstillWatch(() -> now, Map.of(), Path.of("functions.log"));
        List<FunctionActivity> changes = List.of(new FunctionActivity("Changes", 2, 0, 2, 0, Map.of()));
        unknowing.look(changes);
        now += 60 * SECOND;

        assertThatThrownBy(() -> unknowing.look(changes))
                .hasMessage("nothing was resolved in the last 60 s: Changes resolved 2 (the functions' log is"
                        + " functions.log)");
    }

    @Test
    void shouldWaitAnewOnceARecordIsResolved() {
        lookAfter(0, 0, 1);
        lookAfter(59, 1, 2);

        assertThatCode(() -> lookAfter(59, 1, 3)).doesNotThrowAnyException();
    }

    @Test
    void shouldNotCountTheTimeBeforeItsFirstLook() {
        assertThatCode(() -> lookAfter(100, 0, 0)).doesNotThrowAnyException();
    }

    private void lookAfter(long seconds, long resolved, long invocations) {
        now += seconds * SECOND;
        watch.look(List.of(
                new FunctionActivity("Enrichment", resolved, 0, invocations, 0, Map.of()),
                new FunctionActivity("Audit", 20, 0, 1, 0, Map.of())));
    }
}
