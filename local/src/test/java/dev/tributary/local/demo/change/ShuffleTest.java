package dev.tributary.local.demo.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShuffleTest {

    private static final List<Integer> SMALL = IntStream.range(0, 50).boxed().toList();
    private static final List<Integer> LARGE =
            IntStream.range(1_000, 1_200).boxed().toList();

    @Test
    void shouldKeepTheOrderOfEachSource() {
        List<Integer> shuffled = Shuffle.of(List.of(SMALL, LARGE, List.of()), new SplittableRandom(1));

        assertThat(shuffled).filteredOn(number -> number < 1_000).isEqualTo(SMALL);
        assertThat(shuffled).filteredOn(number -> number >= 1_000).isEqualTo(LARGE);
    }

    @Test
    void shouldLetAllSourcesSendUntilTheEnd() {
        List<Integer> shuffled = Shuffle.of(List.of(SMALL, LARGE), new SplittableRandom(1));

        assertThat(shuffled.subList(0, 50)).anyMatch(SMALL::contains).anyMatch(LARGE::contains);
        assertThat(shuffled.subList(200, 250)).anyMatch(SMALL::contains).anyMatch(LARGE::contains);
    }
}
