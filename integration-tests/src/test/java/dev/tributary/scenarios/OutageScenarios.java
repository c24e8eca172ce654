package dev.tributary.scenarios;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.backend.Backend;
import dev.tributary.scenarios.Event.Sent;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbWaiter;

/** What happens while a service that the function needs is not there. */
abstract class OutageScenarios extends Scenarios {

    private static final List<Event> EVENTS =
            List.of(Event.pageView("user123", 0), Event.pageView("user456", 1), Event.pageView("user789", 2));

    OutageScenarios(Backend backend) {
        super(backend);
    }

    @Test
    void shouldWriteNothingWithoutTheTableAndEverythingOnceItIsThere() {
        SystemB system = system(batchesOf(EVENTS.size()));
        List<Sent> sent = system.send(EVENTS);
        deleteTable(system);

        system.start();
        system.awaitRetries(3);
        assertThat(system.found().lake()).isEmpty();

        system.provision();
        system.awaitQuiet();
        assertWrittenOnce(system, sent);
    }

    @Test
    void shouldKeepRecordsInTheStreamWithoutTheLakeAndWriteThemOnceItIsThere() {
        SystemB system = system(batchesOf(EVENTS.size()));
        List<Sent> sent = system.send(EVENTS);
        backend().clients().s3().deleteBucket(call -> call.bucket(system.variable("LAKE_BUCKET")));

        system.start();
        system.awaitRetries(3);

        system.provision();
        system.awaitQuiet();
        assertWrittenOnce(system, sent);
    }

    @Test
    void shouldHoldBadRecordsAndAllBehindThemWithoutTheDeadLetterQueue() {
        SystemB system = system(batchesOf(3));
        List<Sent> sent = system.send(
                List.of(Event.pageView("user123", 0), Event.of("user123", "bad"), Event.pageView("user123", 2)));
        backend().clients().sqs().deleteQueue(call -> call.queueUrl(system.variable("DEAD_LETTER_QUEUE_URL")));

        system.start();
        system.awaitRetries(3);
        assertThat(system.found().writtenIds()).containsExactly(sent.get(0).recordId());

        system.provision();
        system.awaitQuiet();
        assertThat(system.found().writtenIds())
                .containsExactlyInAnyOrder(sent.get(0).recordId(), sent.get(2).recordId());
        assertThat(system.found().deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.recordId()).isEqualTo(sent.get(1).recordId());
            assertThat(letter.payload()).isEqualTo(sent.get(1).event().bytes());
        });
    }

    @Test
    void shouldKeepBatchesThatAreGivenUpWhole() {
        SystemB system = system(Map.of("BatchSize", "3", "BatchWindowSeconds", "300", "MaximumRetryAttempts", "1"));
        List<Sent> sent = system.send(EVENTS);
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
        assertThat(system.found().lake()).isEmpty();
        assertThat(system.found().deadLetters()).isEmpty();
    }

    private void deleteTable(SystemB system) {
        String table = system.physicalName("UserProfilesTable");
        backend().clients().dynamoDb().deleteTable(call -> call.tableName(table));
        try (DynamoDbWaiter waiter = backend().clients().dynamoDb().waiter()) {
            waiter.waitUntilTableNotExists(call -> call.tableName(table));
        }
    }

    private static void assertWrittenOnce(SystemB system, List<Sent> sent) {
        assertThat(system.found().writtenIds())
                .containsExactlyInAnyOrderElementsOf(
                        sent.stream().map(Sent::recordId).toList());
    }
}
