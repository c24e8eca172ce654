package dev.tributary.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoinTest {

    private static final ReferenceKey KEY = new ReferenceKey("users", List.of("u1"));

    private final ObjectNode item = Sources.object("{'id': 'u1', 'name': 'Ada', 'segment': 'gold'}");
    private final ObjectNode event = Sources.object("{'id': 'u1', 'name': 'of the event'}");

    @Test
    void shouldPutTheItemIntoItsField() {
        join(List.of(), "user");

        assertThat(event)
                .isEqualTo(Sources.object("{'id': 'u1', 'name': 'of the event',"
                        + " 'user': {'id': 'u1', 'name': 'Ada', 'segment': 'gold'}}"));
    }

    @Test
    void shouldPutOnlyTheAttributesThatAreWanted() {
        join(List.of("segment", "missing"), "user");

        assertThat(event.get("user")).isEqualTo(Sources.json("{'segment': 'gold'}"));
    }

    @Test
    void shouldMergeAtTheTopAndNeverReplaceAField() {
        join(List.of(), "");

        assertThat(event).isEqualTo(Sources.object("{'id': 'u1', 'name': 'of the event', 'segment': 'gold'}"));
    }

    @Test
    void shouldNotReplaceAFieldThatTheEventHoldsAsNull() {
        event.putNull("segment");

        join(List.of("segment"), "");

        assertThat(event.get("segment").isNull()).isTrue();
    }

    @Test
    void shouldLeaveTheItemAsItIs() {
        ObjectNode before = item.deepCopy();

        join(List.of("name"), "user");
        join(List.of("segment"), "");

        assertThat(item).isEqualTo(before);
    }

    @Test
    void shouldKeepTheItemsOfDifferentKeysApart() {
        Join join = new Join(Sources.users(List.of("name"), "user"));
        ObjectNode other = Sources.object("{'id': 'u2'}");

        join.put(event, KEY, new Answer.Found(item));
        join.put(
                other,
                new ReferenceKey("users", List.of("u2")),
                new Answer.Found(Sources.object("{'id': 'u2', 'name': 'Bob'}")));

        assertThat(event.at("/user/name").textValue()).isEqualTo("Ada");
        assertThat(other.at("/user/name").textValue()).isEqualTo("Bob");
    }

    private void join(List<String> attributes, String into) {
        new Join(Sources.users(attributes, into)).put(event, KEY, new Answer.Found(item));
    }
}
