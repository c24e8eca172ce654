package dev.tributary.local.demo;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.demo.account.DemoEvent;
import dev.tributary.local.demo.account.EventKind;
import dev.tributary.local.demo.account.ExactJson;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventGeneratorTest {

    private static final int EVENTS = 10_000;

    /** A model, and what tells its kinds of events apart. */
    record Subject(EventModel model, String keyField, Set<String> known, Set<EventKind> kinds) {

        List<DemoEvent> generate(int count) {
            return new EventGenerator(model).generate(count);
        }
    }

    static List<Subject> subjects() {
        return List.of(
                new Subject(
                        new UserEvents(Map.of()),
                        "user_id",
                        Set.of("user123", "user456", "user789"),
                        EnumSet.of(
                                EventKind.KNOWN,
                                EventKind.UNKNOWN,
                                EventKind.KEYLESS,
                                EventKind.MALFORMED,
                                EventKind.OVERSIZED,
                                EventKind.CORRUPT_AGGREGATE)),
                new Subject(
                        new ProductEvents(Map.of()),
                        "productId",
                        Set.of("PROD-001", "PROD-002", "PROD-003"),
                        EnumSet.range(EventKind.KNOWN, EventKind.CORRUPT_AGGREGATE)));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void shouldMakeTheSameEventsEachTime(Subject subject) {
        List<DemoEvent> events = subject.generate(EVENTS);
        List<DemoEvent> again = subject.generate(EVENTS);

        assertThat(IntStream.range(0, EVENTS))
                .allMatch(i -> Arrays.equals(events.get(i).bytes(), again.get(i).bytes())
                        && events.get(i).kind() == again.get(i).kind()
                        && events.get(i).partitionKey().equals(again.get(i).partitionKey()));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void shouldMakeAsManyAsAsked(Subject subject) {
        assertThat(IntStream.of(1, 2, 99, 10_000))
                .allMatch(count -> subject.generate(count).size() == count);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void shouldMakeEveryKindAndSendSomeTwice(Subject subject) {
        List<DemoEvent> events = subject.generate(EVENTS);
        Map<EventKind, Long> kinds = events.stream().collect(groupingBy(DemoEvent::kind, counting()));

        assertThat(kinds.keySet()).isEqualTo(subject.kinds());
        assertThat(kinds.get(EventKind.KNOWN)).isGreaterThan(EVENTS * 3 / 4);
        assertThat(events.stream().distinct().count()).isBetween(EVENTS * 97L / 100, EVENTS * 995L / 1_000);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void shouldMakeEventsThatAreWhatTheirKindSays(Subject subject) {
        for (DemoEvent event : subject.generate(EVENTS)) {
            switch (event.kind()) {
                case KNOWN -> assertThat(subject.known()).contains(key(event, subject));
                case UNKNOWN -> assertThat(key(event, subject)).isNotEmpty().isNotIn(subject.known());
                case KEYLESS -> assertThat(key(event, subject)).isEmpty();
                case OVERSIZED -> assertThat(event.bytes().length).isGreaterThan(262_144);
                case CORRUPT_AGGREGATE -> assertThat(event.bytes()).startsWith(0xF3, 0x89, 0x9A, 0xC2);
                case MALFORMED -> assertThat(isJson(event)).isFalse();
                case NOT_A_NUMBER ->
                    assertThat(json(event).path("quantity").textValue()).containsPattern("[a-z]");
                default -> fail("of another system: " + event.kind());
            }
        }
    }

    private static String key(DemoEvent event, Subject subject) {
        return json(event).path(subject.keyField()).asText();
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
