package dev.tributary.cdc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RepeatsTest {

    @Property(tries = 200)
    void shouldKnowWhatItHasSeenAsASetDoes(@ForAll @Size(max = 3_000) List<@IntRange(max = 2_000) Integer> changes) {
        Repeats repeats = new Repeats();
        Set<Integer> seen = new HashSet<>();

        for (int change : changes) {
            assertThat(repeats.isNew(identity(change))).isEqualTo(seen.add(change));
        }
    }

    @Test
    void shouldKnowTheLastGenerationAndForgetTheOneBefore() {
        Repeats repeats = new Repeats(1_000);
        for (int i = 0; i < 2_001; i++) {
            assertThat(repeats.isNew(identity(i))).isTrue();
        }

        assertThat(repeats.isNew(identity(2_000))).isFalse();
        assertThat(repeats.isNew(identity(1_000))).isFalse();
        assertThat(repeats.isNew(identity(999))).isTrue();
    }

    @Test
    void shouldTellPartsApart() {
        Repeats repeats = new Repeats();

        assertThat(repeats.isNew(List.of("ab".getBytes(UTF_8), "c".getBytes(UTF_8))))
                .isTrue();
        assertThat(repeats.isNew(List.of("a".getBytes(UTF_8), "bc".getBytes(UTF_8))))
                .isTrue();
        assertThat(repeats.isNew(List.of("ab".getBytes(UTF_8), "c".getBytes(UTF_8))))
                .isFalse();
    }

    private static List<byte[]> identity(int change) {
        return List.of("change ".getBytes(UTF_8), Integer.toString(change).getBytes(UTF_8));
    }
}
