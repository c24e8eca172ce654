package dev.tributary.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.backend.Backend;
import dev.tributary.local.pipeline.FunctionActivity;
import dev.tributary.scenarios.Event.Sent;
import dev.tributary.scenarios.Found.LakeObject;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What good events become that the function writes into the lake itself, and what it costs. */
abstract class LakeScenarios extends Scenarios {

    LakeScenarios(Backend backend) {
        super(backend);
    }

    @Test
    void shouldJoinEventsOfKnownUnknownAndKeylessUsers() {
        Deployed system = systemOfBatches(Flow.USER_EVENTS, 3);
        List<Sent> sent = system.send(List.of(
                Event.pageView("user123", 1),
                Event.pageView("stranger", 2),
                Event.of("anonymous", "{\"event_type\":\"page_view\",\"page\":\"/help\",\"price\":1.50}")));

        system.run();

        List<JsonNode> lines = system.found().lines();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0).path("user"))
                .isEqualTo(Found.json("{\"name\":\"John Doe\",\"email\":\"john.doe@example.com\","
                        + "\"segment\":\"premium\",\"location\":\"New York\"}"));
        assertEnriched(lines.get(0), sent.get(0), "enriched", "found");
        assertThat(lines.get(1).has("user")).isFalse();
        assertEnriched(lines.get(1), sent.get(1), "not_enriched", "not_found");
        assertThat(lines.get(2).has("user")).isFalse();
        assertEnriched(lines.get(2), sent.get(2), "not_enriched", "no_key");
    }

    private static void assertEnriched(JsonNode line, Sent sent, String status, String ofSource) {
        assertThat(line.path("enrichment").path("status").asText()).isEqualTo(status);
        assertThat(line.path("enrichment").path("sources")).hasToString("{\"user\":\"" + ofSource + "\"}");
        assertThat(Found.recordId(line)).isEqualTo(sent.recordId());
        Found.json(new String(sent.event().bytes(), StandardCharsets.UTF_8))
                .properties()
                .forEach(field -> assertThat(line.path(field.getKey()).toString())
                        .isEqualTo(field.getValue().toString()));
    }

    @Test
    void shouldTakeARecordThatTheProducerSentTwiceAsTwo() {
        Deployed system = systemOfBatches(Flow.USER_EVENTS, 2);
        Event event = Event.pageView("user123", 1);
        List<Sent> sent = system.send(List.of(event, event));

        system.run();

        assertThat(system.found().writtenIds())
                .doesNotHaveDuplicates()
                .containsExactlyElementsOf(sent.stream().map(Sent::recordId).toList());
    }

    @Test
    void shouldWriteOneObjectABatchUnderTheFirstRecordsIdAndHour() {
        Deployed system = systemOfBatches(Flow.USER_EVENTS, 5);
        List<Sent> sent = system.send(IntStream.range(0, 10)
                .mapToObj(number -> Event.pageView("user456", number))
                .toList());

        FunctionActivity activity = system.run();

        assertThat(activity.invocations()).isEqualTo(2);
        List<LakeObject> objects = system.found().lake();
        assertThat(objects).hasSize(2);
        assertObject(objects.get(0), system, sent.subList(0, 5));
        assertObject(objects.get(1), system, sent.subList(5, 10));
    }

    private static void assertObject(LakeObject object, Deployed system, List<Sent> batch) {
        Sent first = batch.get(0);
        String hour = DateTimeFormatter.ofPattern("'year='yyyy'/month='MM'/day='dd'/hour='HH")
                .withZone(ZoneOffset.UTC)
                .format(system.found()
                        .records(first.shard(), first.sequence(), first.sequence())
                        .get(0)
                        .approximateArrivalTimestamp());
        assertThat(object.key()).isEqualTo("enriched-data/events/" + hour + "/" + first.recordId() + ".jsonl.gz");
        assertThat(object.head().contentType()).isEqualTo("application/gzip");
        assertThat(object.head().contentEncoding()).isNullOrEmpty();
        assertThat(object.head().metadata())
                .containsAllEntriesOf(Map.of(
                        "record-count",
                        "5",
                        "first-record-id",
                        first.recordId(),
                        "last-record-id",
                        batch.get(4).recordId(),
                        "schema-version",
                        "1"));
        assertThat(object.lines().stream().map(Found::recordId))
                .containsExactlyElementsOf(batch.stream().map(Sent::recordId).toList());
    }

    @Test
    void shouldCallAwsTwiceForABatchOfThousandWithHundredKeysAndOnceWhenTheCacheIsWarm() {
        Deployed system = systemOfBatches(Flow.USER_EVENTS, 1_000);
        for (int user = 0; user < 100; user++) {
            AttributeValue id = AttributeValue.fromS("frequent" + user);
            backend().clients().dynamoDb().putItem(put -> put.tableName(system.table())
                    .item(Map.of("user_id", id, "name", id)));
        }
        List<Event> batch = IntStream.range(0, 1_000)
                .mapToObj(number -> Event.pageView("frequent" + number % 100, number))
                .toList();

        system.send(batch);
        FunctionActivity cold = system.run();
        assertThat(cold.awsCalls()).isEqualTo(Map.of("dynamodb:BatchGetItem", 1L, "s3:PutObject", 1L));

        system.send(batch);
        system.awaitQuiet();
        assertThat(system.activity().awsCalls()).isEqualTo(Map.of("dynamodb:BatchGetItem", 1L, "s3:PutObject", 2L));
        assertThat(system.activity().invocations()).isEqualTo(2);
        assertThat(system.found().lines())
                .hasSize(2_000)
                .allMatch(line -> line.path("user").path("name").equals(line.path("user_id")));
    }
}
