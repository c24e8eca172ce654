package dev.tributary.local.demo;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventGeneratorTest {

    private static final int EVENTS = 10_000;

    private final List<DemoEvent> events = new EventGenerator(new UserEvents(Map.of())).generate(EVENTS);

    @Test
    void shouldMakeTheSameEventsEachTime() {
        List<DemoEvent> again = new EventGenerator(new UserEvents(Map.of())).generate(EVENTS);

        assertThat(IntStream.range(0, EVENTS))
                .allMatch(i -> Arrays.equals(events.get(i).bytes(), again.get(i).bytes())
                        && events.get(i).kind() == again.get(i).kind()
                        && events.get(i).partitionKey().equals(again.get(i).partitionKey()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 99, 10_000})
    void shouldMakeAsManyAsAsked(int count) {
        assertThat(new EventGenerator(new UserEvents(Map.of())).generate(count)).hasSize(count);
    }

    @Test
    void shouldMakeEveryKindAndSendSomeTwice() {
        Map<EventKind, Long> kinds = events.stream().collect(groupingBy(DemoEvent::kind, counting()));

        assertThat(kinds).containsOnlyKeys(EventKind.values());
        assertThat(kinds.get(EventKind.KNOWN)).isGreaterThan(EVENTS * 3 / 4);
        assertThat(events.stream().distinct().count()).isBetween(EVENTS * 97L / 100, EVENTS * 995L / 1_000);
    }

    @Test
    void shouldMakeEventsThatAreWhatTheirKindSays() {
        for (DemoEvent event : events) {
            switch (event.kind()) {
                case KNOWN -> assertThat(user(event)).isIn("user123", "user456", "user789");
                case UNKNOWN -> assertThat(user(event)).startsWith("stranger");
                case KEYLESS -> assertThat(user(event)).isEmpty();
                case OVERSIZED -> assertThat(event.bytes().length).isGreaterThan(262_144);
                case MALFORMED -> assertThat(isJson(event)).isFalse();
            }
        }
    }

    private static String user(DemoEvent event) {
        return json(event).path("user_id").asText();
    }

    private static JsonNode json(DemoEvent event) {
        return ExactJson.parse(event.bytes());
    }

    private static boolean isJson(DemoEvent event) {
        try {
            json(event);
            return true;
        } catch (UncheckedIOException notJson) {
            return false;
        }
    }
}
