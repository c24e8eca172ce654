package dev.tributary.local.demo.ingestion;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.demo.account.EventKind;
import dev.tributary.local.demo.ingestion.Attempt.Way;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What clients send: enough of everything, also where little is sent. */
class EventMixTest {

    /** As few as the demo ever sends. */
    private static final int FEW = 80;

    static Stream<EventType> types() {
        return Stream.of(new UserActivities(), new Orders(new BigDecimal("1000")), new Payments());
    }

    @ParameterizedTest
    @MethodSource("types")
    void shouldSendTheSameEachTime(EventType type) {
        assertThat(EventMix.of(type, 1_000)).hasSize(1_000).isEqualTo(EventMix.of(type, 1_000));
    }

    @ParameterizedTest
    @MethodSource("types")
    void shouldHoldEveryKindAmongFewEvents(EventType type) {
        List<ClientEvent> events = EventMix.of(type, FEW);

        assertThat(kinds(type, events))
                .contains(
                        EventKind.APPLIED,
                        EventKind.REPEATED,
                        EventKind.CONFLICTING,
                        EventKind.INVALID,
                        EventKind.MALFORMED);
        assertThat(events).extracting(ClientEvent::isObject).contains(true, false);
    }

    @ParameterizedTest
    @MethodSource("types")
    void shouldHoldWhatIsOutOfTheOrdinary(EventType type) {
        List<ClientEvent> events = EventMix.of(type, 1_000);
        Expectations expected = expected(type, events);

        Set<EventKind> special = Set.of(EventKind.LATE, EventKind.SET_APART);
        assertThat(kinds(type, events)).containsAnyElementsOf(special);
        Set<String> alerts =
                expected.alerts().stream().map(Expectations.ExpectedAlert::flag).collect(toSet());
        assertThat(alerts)
                .isEqualTo(
                        switch (type.name()) {
                            case "orders" -> Set.of("large_order");
                            case "payments" ->
                                Set.of(
                                        "payment_failed",
                                        "refund_before_capture",
                                        "refund_above_capture",
                                        "currency_differs");
                            default -> Set.of();
                        });
    }

    @ParameterizedTest
    @MethodSource("types")
    void shouldSendEachEventOnceInItsOrderAndInEveryWay(EventType type) {
        List<ClientEvent> events = EventMix.of(type, 1_000);
        List<Traffic> traffic = Traffic.of(events);

        List<ClientEvent> sent = new ArrayList<>();
        traffic.forEach(together -> sent.addAll(together.events()));
        assertThat(sent).isEqualTo(events);
        assertThat(traffic).extracting(Traffic::way).contains(Way.values());
        assertThat(traffic).anySatisfy(together -> assertThat(together.events()).hasSize(500));
        assertThat(Traffic.of(events.subList(0, FEW))).extracting(Traffic::way).contains(Way.values());
    }

    private static Set<EventKind> kinds(EventType type, List<ClientEvent> events) {
        Expectations expected = expected(type, events);
        return Stream.of(EventKind.values())
                .filter(kind -> expected.count(kind) > 0)
                .collect(toSet());
    }

    private static Expectations expected(EventType type, List<ClientEvent> events) {
        List<Taken> taken = new ArrayList<>();
        for (ClientEvent event : events) {
            taken.add(Records.wrapped(taken.size(), event));
        }
        return Expectations.of(
                type,
                taken,
                events.stream()
                        .filter(event -> !event.isValid())
                        .map(ClientEvent::content)
                        .collect(toSet()));
    }
}
