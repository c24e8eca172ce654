package dev.tributary.local.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DmsTaskTest {

    @Test
    void shouldTellTheLastChangesBeforeARestartTwice() {
        List<String> sent = sent(1, 200);

        assertThat(sent).hasSize(281);
        assertThat(sent.subList(99, 103)).containsExactly("n98", "n99", "n60", "n61");
        assertThat(sent.subList(199, 203)).containsExactly("n158", "n159", "n120", "n121");
        assertThat(sent.get(280)).isEqualTo("n199");
    }

    @Test
    void shouldNeverTellTheLoadTwice() {
        assertThat(sent(3, 4)).containsExactly("n0", "n1", "n2", "n0", "n1", "n0", "n1", "n2", "n0", "n1", "n2", "n3");
    }

    @Test
    void shouldDoWithoutChanges() {
        assertThat(sent(2, 0)).containsExactly("n0", "n1");
    }

    private static List<String> sent(int load, int changes) {
        return new DmsTask(numbered(load), numbered(changes))
                .sent().stream().map(CapturedChange::partitionKey).toList();
    }

    private static List<CapturedChange> numbered(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new CapturedChange("n" + i, new byte[0]))
                .toList();
    }
}
