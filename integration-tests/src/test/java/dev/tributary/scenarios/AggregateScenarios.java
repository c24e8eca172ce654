package dev.tributary.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.backend.Backend;
import dev.tributary.scenarios.Event.Sent;
import dev.tributary.scenarios.Found.Letter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of events that their producer packed into one record. */
abstract class AggregateScenarios extends Scenarios {

    /** What Firehose takes in one call. */
    private static final int MOST_AT_ONCE = 500;

    AggregateScenarios(Backend backend) {
        super(backend);
    }

    @ParameterizedTest
    @EnumSource
    void shouldWriteALineOfEachPackedEventAndSetTheBadOneAsideAlone(Flow flow) {
        Deployed system = systemOfBatches(flow, 3);
        Event bad = Event.of("bad", "not JSON");
        List<Sent> sent = system.send(
                List.of(flow.event(0), Event.aggregate(List.of(flow.event(1), bad, flow.event(3))), flow.event(4)));

        system.run();

        assertThat(system.found().writtenIds())
                .containsExactly(
                        sent.get(0).recordId(),
                        sent.get(1).recordId(0),
                        sent.get(1).recordId(2),
                        sent.get(2).recordId());
        assertThat(system.found().lines())
                .allMatch(line -> line.at("/enrichment/status").asText().equals("enriched"));
        assertThat(system.found().deadLetters()).singleElement().satisfies(letter -> {
            assertLetter(letter, sent.get(1).recordId(1), "MALFORMED_JSON", bad.bytes());
            assertThat(letter.envelope().at("/source/partitionKey").asText()).isEqualTo("bad");
        });
    }

    @ParameterizedTest
    @EnumSource
    void shouldSetACorruptedAggregateAsideWhole(Flow flow) {
        Deployed system = systemOfBatches(flow, 2);
        byte[] corrupted =
                Event.aggregate(List.of(flow.event(0), flow.event(1))).bytes();
        corrupted[corrupted.length - 1] ^= 1;
        List<Sent> sent = system.send(List.of(new Event("packed", corrupted), flow.event(2)));

        system.run();

        assertThat(system.found().writtenIds()).containsExactly(sent.get(1).recordId());
        assertThat(system.found().deadLetters())
                .singleElement()
                .satisfies(letter -> assertLetter(letter, sent.get(0).recordId(), "CORRUPT_AGGREGATE", corrupted));
    }

    /** The batch is halved until the aggregate is alone; it is kept in the queue as it came. */
    @Test
    void shouldSetAsideAnAggregateThatOneCallToFirehoseCannotTake() {
        Deployed system = systemOfBatches(Flow.PRODUCT_EVENTS, 2);
        List<Event> events = IntStream.rangeClosed(0, MOST_AT_ONCE)
                .mapToObj(Flow.PRODUCT_EVENTS::event)
                .toList();
        Event aggregate = Event.aggregate(events);
        List<Sent> sent = system.send(List.of(aggregate, Flow.PRODUCT_EVENTS.event(600)));

        system.run();

        assertThat(system.activity().invocations()).isEqualTo(3);
        assertThat(system.found().writtenIds()).containsExactly(sent.get(1).recordId());
        assertThat(system.found().deadLetters())
                .singleElement()
                .satisfies(
                        letter -> assertLetter(letter, sent.get(0).recordId(), "ANSWER_TOO_LARGE", aggregate.bytes()));
    }

    private static void assertLetter(Letter letter, String recordId, String reason, byte[] payload) {
        assertThat(letter.recordId()).isEqualTo(recordId);
        assertThat(letter.reason()).isEqualTo(reason);
        assertThat(letter.payload()).isEqualTo(payload);
    }
}
