package dev.tributary.local.demo;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.demo.account.EventKind;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangeGeneratorTest {

    private static final int CHANGES = 2_000;

    private final List<Change> changes = new ChangeGenerator().generate(CHANGES);

    @Test
    void shouldMakeTheSameChangesEachTime() {
        assertThat(changes).hasSize(CHANGES).isEqualTo(new ChangeGenerator().generate(CHANGES));
    }

    @Test
    void shouldGoOnWhereAnItemsLastChangeEnded() {
        Map<JsonNode, JsonNode> present = new HashMap<>();
        for (Change change : changes) {
            assertThat(change.before()).isEqualTo(Optional.ofNullable(present.remove(change.keys())));
            change.after().ifPresent(item -> present.put(change.keys(), item));
            assertThat(change.before()).isNotEqualTo(change.after());
        }
    }

    @Test
    void shouldMakeEveryKindOfChange() {
        Map<EventKind, List<Change>> kinds = changes.stream().collect(groupingBy(Change::kind));

        assertThat(kinds.keySet())
                .containsExactlyInAnyOrder(EventKind.INSERT, EventKind.MODIFY, EventKind.REMOVE)
                .allSatisfy(kind -> assertThat(kinds.get(kind)).hasSizeGreaterThan(CHANGES / 5));
    }

    @Test
    void shouldChangeSomeItemsThreeTimesOneRightAfterTheOther() {
        long brief = 0;
        for (int i = 2; i < changes.size(); i++) {
            JsonNode keys = changes.get(i).keys();
            if (changes.get(i - 2).kind() == EventKind.INSERT
                    && changes.get(i - 1).keys().equals(keys)
                    && changes.get(i - 2).keys().equals(keys)) {
                brief++;
            }
        }

        assertThat(brief).isGreaterThan(CHANGES / 50);
    }

    @Test
    void shouldHaveKeysOfManyScripts() {
        assertThat(changes)
                .extracting(change -> change.keys().path("UserId").path("S").asText())
                .filteredOn(user -> user.length() < user.getBytes(StandardCharsets.UTF_8).length)
                .hasSizeGreaterThan(CHANGES / 2);
    }
}
