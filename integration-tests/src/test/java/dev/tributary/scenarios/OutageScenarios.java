package dev.tributary.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.backend.Backend;
import dev.tributary.scenarios.Event.Sent;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens while a service that a system needs is not there. */
abstract class OutageScenarios extends Scenarios {

    /** Records that are enough to tell. */
    private static final int FLOOD = 100;

    OutageScenarios(Backend backend) {
        super(backend);
    }

    @ParameterizedTest
    @EnumSource
    void shouldWriteNothingWithoutTheTableAndEverythingOnceItIsThere(Flow flow) {
        Deployed system = systemOfBatches(flow, 3);
        List<Sent> sent = system.send(events(flow));
        deleteTable(system);

        system.start();
        system.awaitRetries(3);
        assertThat(system.found().lake()).isEmpty();

        system.provision();
        system.awaitQuiet();
        assertWrittenOnce(system, sent);
        assertThat(system.found().deadLetters()).isEmpty();
    }

    @Test
    void shouldKeepRecordsInTheStreamWithoutTheLakeAndWriteThemOnceItIsThere() {
        Deployed system = systemOfBatches(Flow.USER_EVENTS, 3);
        List<Sent> sent = system.send(events(Flow.USER_EVENTS));
        deleteLake(system);

        system.start();
        system.awaitRetries(3);

        system.provision();
        system.awaitQuiet();
        assertWrittenOnce(system, sent);
    }

    @Test
    void shouldKeepWhatFirehoseTookWithoutTheLakeAndWriteItOnceItIsThere() {
        Deployed system = systemOfBatches(Flow.PRODUCT_EVENTS, 3);
        List<Sent> sent = system.send(events(Flow.PRODUCT_EVENTS));
        deleteLake(system);

        system.start();
        system.awaitResolved();
        Deployed.await("two failed puts", () -> system.delivery().repeatedPuts() >= 2);
        assertThat(system.delivery().recordsBuffered()).isEqualTo(sent.size());

        system.provision();
        system.awaitQuiet();
        assertThat(system.activity().retriedInvocations()).isZero();
        assertWrittenOnce(system, sent);
    }

    /** A mapping commits what is in front of the bad record; a pipe, which cannot, comes to the same by halves. */
    @ParameterizedTest
    @EnumSource
    void shouldHoldBadRecordsAndAllBehindThemWithoutTheDeadLetterQueue(Flow flow) {
        Deployed system = systemOfBatches(flow, 3);
        List<Sent> sent = system.send(List.of(flow.event(0), Event.of("user123", "bad"), flow.event(2)));
        backend().clients().sqs().deleteQueue(call -> call.queueUrl(system.variable("DEAD_LETTER_QUEUE_URL")));

        system.start();
        system.awaitRetries(4);
        List<String> inFront = List.of(sent.get(0).recordId());
        Deployed.await(
                "the first record alone is written",
                () -> system.found().writtenIds().equals(inFront));

        system.provision();
        system.awaitQuiet();
        assertThat(system.found().writtenIds())
                .containsExactlyInAnyOrder(sent.get(0).recordId(), sent.get(2).recordId());
        assertThat(system.found().deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.recordId()).isEqualTo(sent.get(1).recordId());
            assertThat(letter.payload()).isEqualTo(sent.get(1).event().bytes());
        });
    }

    /** Split down to single records, it stays one flood; what is in front of it is written. */
    @ParameterizedTest
    @EnumSource
    void shouldSetNothingAsideOfAFloodOfBadEventsAndLeaveItToTheMapping(Flow flow) {
        Deployed system = system(flow, flow.batchesOf(1 + FLOOD, 1));
        List<Event> events = new ArrayList<>(Collections.nCopies(FLOOD, Event.of("user123", "bad")));
        events.add(0, flow.event(0));
        List<Sent> sent = system.send(events);

        system.run();

        assertThat(system.found().deadLetters()).isEmpty();
        assertThat(system.found().writtenIds()).containsExactly(sent.get(0).recordId());
        assertThat(
                        flow == Flow.USER_EVENTS
                                ? system.found().givenUp()
                                : system.found().givenUpByPipe())
                .hasSize(FLOOD);
    }

    @Test
    void shouldKeepBatchesThatLambdaGivesUpWhole() {
        Deployed system = system(Flow.USER_EVENTS, Flow.USER_EVENTS.batchesOf(3, 1));
        List<Sent> sent = system.send(events(Flow.USER_EVENTS));
        deleteTable(system);

        system.run();

        Map<String, String> kept = new HashMap<>();
        for (JsonNode batch : system.found().givenUp()) {
            assertThat(batch.at("/requestContext/condition").asText()).isEqualTo("RetryAttemptsExhausted");
            Found.json(batch.path("payload").asText())
                    .path("Records")
                    .forEach(record -> kept.put(
                            record.path("eventID").asText(),
                            record.at("/kinesis/data").asText()));
        }
        assertThat(kept)
                .isEqualTo(sent.stream()
                        .collect(toMap(one -> one.shard() + ":" + one.sequence(), one -> Base64.getEncoder()
                                .encodeToString(one.event().bytes()))));
        assertNothingWritten(system);
    }

    @Test
    void shouldTellWhereTheBatchesAreThatThePipeGivesUp() {
        Deployed system = system(Flow.PRODUCT_EVENTS, Flow.PRODUCT_EVENTS.batchesOf(3, 1));
        List<Sent> sent = system.send(events(Flow.PRODUCT_EVENTS));
        deleteTable(system);

        system.run();

        Map<String, String> there = new HashMap<>();
        for (JsonNode document : system.found().givenUpByPipe()) {
            assertThat(document.at("/context/condition").asText()).isEqualTo("RetryAttemptsExhausted");
            assertThat(document.at("/context/partnerResourceArn").asText())
                    .endsWith(":pipe/" + system.physicalName("ProductEventsPipe"));
            JsonNode batch = document.path("KinesisBatchInfo");
            assertThat(batch.path("streamArn").asText()).endsWith(":stream/" + system.stream());
            system.found()
                    .records(
                            batch.path("shardId").asText(),
                            batch.path("startSequenceNumber").asText(),
                            batch.path("endSequenceNumber").asText())
                    .forEach(record ->
                            there.put(record.sequenceNumber(), record.data().asUtf8String()));
        }
        assertThat(there)
                .isEqualTo(sent.stream()
                        .collect(toMap(
                                Sent::sequence, one -> new String(one.event().bytes(), UTF_8))));
        assertNothingWritten(system);
    }

    private static List<Event> events(Flow flow) {
        return IntStream.range(0, 3).mapToObj(flow::event).toList();
    }

    private static void assertWrittenOnce(Deployed system, List<Sent> sent) {
        assertThat(system.found().writtenIds())
                .containsExactlyInAnyOrderElementsOf(
                        sent.stream().map(Sent::recordId).toList());
    }

    private static void assertNothingWritten(Deployed system) {
        assertThat(system.found().lake()).isEmpty();
        assertThat(system.found().deadLetters()).isEmpty();
    }
}
