package dev.tributary.inference;

import static dev.tributary.inference.InferenceFixture.QUARANTINE;
import static dev.tributary.inference.InferenceFixture.SCORED;
import static dev.tributary.inference.InferenceFixture.item;
import static dev.tributary.inference.InferenceFixture.json;
import static dev.tributary.inference.InferenceFixture.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.FakeDynamoDb;
import dev.tributary.testing.TestInvocations;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a run makes of rows. */
class MlInferenceHandlerTest {

    private final InferenceFixture fixture = new InferenceFixture();

    @Test
    void shouldScoreWhatWasAnnounced() {
        String key = fixture.announce("a", item(1, 11, 10, 130), item(2, 12, 10, 160));

        assertThat(fixture.run()).isEqualTo(json("""
                        {"objects": 1, "rows": 2, "scored": 2, "repeated": 0, "late": 0, "tombstones": 0, "quarantined": 0,
                         "unreadable": 0, "passedOver": 0, "complete": true}"""));

        assertThat(fixture.objects(SCORED).keySet())
                .containsExactly("trusted-analytics/price/year=2026/month=03/day=04/" + fixture.identity(key)
                        + "-attempt1.jsonl.gz");
        assertThat(fixture.lines(SCORED))
                .containsExactly(json("""
                                {"key": {"id": 1}, "features": {"hours": 10.0, "weight": 0.0}, "prediction": 130.0, "score": 0.0,
                                 "table": "public.items", "model": "price", "model_version": "7", "model_sha256": "%s",
                                 "scored_at": "2026-03-04T05:06:10Z", "_op": "update", "_committed_at": "2026-03-04T01:00:00Z",
                                 "_order": "1.0211", "_deleted": false, "_source_object": "s3://lake/%s"}""".formatted(InferenceFixture.SHA256, key)), json("""
                                {"key": {"id": 2}, "features": {"hours": 10.0, "weight": 0.0}, "prediction": 130.0, "score": 2.0,
                                 "table": "public.items", "model": "price", "model_version": "7", "model_sha256": "%s",
                                 "scored_at": "2026-03-04T05:06:10Z", "_op": "update", "_committed_at": "2026-03-04T02:00:00Z",
                                 "_order": "1.0212", "_deleted": false, "_source_object": "s3://lake/%s"}""".formatted(
                                InferenceFixture.SHA256, key)));
        assertThat(fixture.waiting()).isEmpty();
        assertThat(fixture.letters()).isEmpty();
        assertThat(fixture.ledger(1)).contains("1.0211");
        assertThat(fixture.dynamoDb.items(InferenceFixture.SCORES)).hasSize(2);
    }

    @Test
    void shouldDoNothingWhereNothingWasAnnounced() {
        assertThat(fixture.run().path("complete").asBoolean()).isTrue();
        assertThat(fixture.objects(SCORED)).isEmpty();
    }

    /** Of what EventBridge sends, nothing is asked for in particular. */
    @Test
    void shouldTakeTheEventOfAScheduleForNoQuestion() {
        fixture.announce("a", item(1, 11, 10, 130));

        JsonNode answer = fixture.run("""
                {"version": "0", "id": "1", "detail-type": "Scheduled Event", "source": "aws.events", "account": "1",
                 "time": "2026-01-15T11:00:00Z", "region": "us-east-1", "resources": [], "detail": {}}""");

        assertThat(answer.path("scored").asInt()).isOne();
    }

    @Test
    void shouldScoreTheLatestOfEachKeyOfAllObjects() {
        fixture.announce("a", item(1, 11, 10, 130), item(2, 12, 10, 130));
        fixture.announce("b", item(1, 14, 20, 130), item(3, 15, 10, 130));
        fixture.announce("c", item(1, 13, 30, 130));

        JsonNode answer = fixture.run();

        assertThat(fixture.scored()).containsExactly("1@14", "2@12", "3@15");
        assertThat(answer.path("rows").asInt()).isEqualTo(5);
        assertThat(answer.path("objects").asInt()).isEqualTo(3);
        assertThat(fixture.objects(SCORED)).hasSize(1);
        assertThat(fixture.waiting()).isEmpty();
    }

    @Test
    void shouldReadAllObjectsOfAMessage() {
        fixture.tell(fixture.place(3, "a", item(1, 11, 10, 130)), fixture.place(4, "b", item(2, 12, 10, 130)));

        assertThat(fixture.run().path("scored").asInt()).isEqualTo(2);
    }

    @Test
    void shouldDrainMoreThanOneCallOfTheQueueReceives() {
        for (int i = 0; i < 25; i++) {
            fixture.announce("object-" + i, item(i, 100 + i, 10, 130));
        }

        assertThat(fixture.run().path("scored").asInt()).isEqualTo(25);
        assertThat(fixture.waiting()).isEmpty();
    }

    @Test
    void shouldScoreMoreKeysThanOneTransactionTakes() {
        String[] rows = new String[250];
        Arrays.setAll(rows, i -> item(i, 1000 + i, 10, 130));
        fixture.announce("a", rows);

        assertThat(fixture.run().path("scored").asInt()).isEqualTo(250);
        assertThat(fixture.lines(SCORED)).hasSize(250);
        assertThat(fixture.dynamoDb.transactions()).hasSize(3);
    }

    @Test
    void shouldSayOfADeletedKeyThatItIsGone() {
        fixture.announce("a", item(1, 11, 10, 130));
        fixture.run();
        fixture.announce("b", row("delete", 12, "'id': 1"));

        assertThat(fixture.run().path("tombstones").asInt()).isOne();

        assertThat(fixture.lines(SCORED)).hasSize(2).last().satisfies(line -> assertThat(line)
                .isEqualTo(json("""
                                {"key": {"id": 1}, "table": "public.items", "model": "price", "model_version": "7",
                                 "model_sha256": "%s", "scored_at": "2026-03-04T05:06:10Z", "_op": "delete",
                                 "_committed_at": "2026-03-04T02:00:00Z", "_order": "1.0212", "_deleted": true,
                                 "_source_object": "%s"}""".formatted(
                        InferenceFixture.SHA256, line.path("_source_object").asText()))));
    }

    @Test
    void shouldSayThatATableIsEmptyOnce() {
        fixture.announce("a", item(1, 11, 10, 130), row("truncate", 12, ""), item(2, 13, 10, 130));

        JsonNode answer = fixture.run();
        fixture.announce("b", row("truncate", 12, ""));
        JsonNode again = fixture.run();

        assertThat(fixture.scored()).containsExactly("2@13", "@12");
        ObjectNode truncation = fixture.lines(SCORED).get(0);
        assertThat(truncation.has("key")).isFalse();
        assertThat(truncation.path("_op").asText()).isEqualTo("truncate");
        assertThat(truncation.path("_deleted").asBoolean()).isTrue();
        assertThat(answer.path("tombstones").asInt()).isOne();
        assertThat(again.path("repeated").asInt()).isOne();
    }

    @Test
    void shouldScoreNothingFromBeforeATruncationThatCameEarlier() {
        fixture.announce("a", row("truncate", 12, ""));
        fixture.run();
        fixture.announce("b", item(1, 11, 10, 130), item(2, 13, 10, 130), row("truncate", 10, ""));

        JsonNode answer = fixture.run();

        assertThat(fixture.scored()).containsExactly("2@13", "@12");
        assertThat(answer.path("late").asInt()).isEqualTo(2);
    }

    @Test
    void shouldScoreARowWhoseKeyChangedUnderItsNewOne() {
        fixture.announce("a", item(1, 11, 10, 130), row("delete", 12, "'id': 1"), item(9, 12, 10, 130));

        fixture.run();

        assertThat(fixture.scored()).containsExactly("1@12", "9@12");
        assertThat(fixture.lines(SCORED))
                .extracting(line -> line.path("_deleted").asBoolean())
                .containsExactly(true, false);
    }

    @Test
    void shouldFindTheValuesOfUnchangedColumns() {
        fixture.announce("a", item(1, 11, 10, 130));
        fixture.announce(
                "b", row("update", 12, "'id': 1, 'weight': 40, 'price': 130, '_unchanged': ['hours', 'notes']"));

        fixture.run();

        assertThat(fixture.lines(SCORED)).singleElement().satisfies(line -> {
            assertThat(line.path("prediction").asDouble()).isEqualTo(120);
            assertThat(line.path("_order").asText()).isEqualTo("1.0212");
        });
    }

    /** A row without what it is held against has a prediction, and no score. */
    @Test
    void shouldPredictWithoutAScoreWhereNothingIsObserved() {
        fixture.announce("a", row("insert", 11, "'id': 1, 'hours': 10, 'weight': null, 'price': null"));

        fixture.run();

        assertThat(fixture.lines(SCORED)).singleElement().satisfies(line -> {
            assertThat(line.path("prediction").asDouble()).isEqualTo(129);
            assertThat(line.path("score").isNull()).isTrue();
        });
        assertThat(fixture.lines(QUARANTINE)).isEmpty();
    }

    @Test
    void shouldPublishWhatItDid() {
        fixture.announce("a", item(1, 11, 10, 130), row("insert", 12, "'id': 2, 'hours': 'x'"));
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            fixture.restart();
            fixture.run();
        } finally {
            System.setOut(out);
        }
        ObjectNode metrics = json(printed.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("CloudWatchMetrics"))
                .findFirst()
                .orElseThrow());

        assertThat(metrics.path("ObjectsRead").asInt()).isOne();
        assertThat(metrics.path("RowsRead").asInt()).isEqualTo(2);
        assertThat(metrics.path("RowsScored").asInt()).isOne();
        assertThat(metrics.path("RowsQuarantined").asInt()).isOne();
        assertThat(metrics.path("RowsRepeated").asInt(-1)).isZero();
        assertThat(metrics.path("RowsLate").asInt(-1)).isZero();
        assertThat(metrics.path("RecordsDeadLettered").asInt(-1)).isZero();
        assertThat(metrics.path("ModelLoadTime").asInt(-1)).isZero();
        assertThat(metrics.path("OldestChangeScored").asLong()).isEqualTo((4 * 3600 + 6 * 60 + 10) * 1000L);
        assertThat(metrics.path("BytesWritten").asInt()).isPositive();
    }

    /** Neither columns nor keys: a row may hold anything. */
    @Test
    void shouldKeepDataOutOfTheLog() {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            fixture.announce("a", row("insert", 11, "'id': 'secret-1', 'hours': 'secret-2'"), "secret-3");
            fixture.run();
        } finally {
            System.setOut(out);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("\"message\":\"run\"")
                .doesNotContain("secret");
    }

    @Test
    void shouldPrimeWithoutLeavingAnything() {
        fixture.announce("a", item(1, 11, 10, 130));
        int objects = fixture.s3.objects().size();

        fixture.runs().prime(TestInvocations.in(Duration.ofSeconds(8), fixture.clock));

        assertThat(fixture.s3.objects()).hasSize(objects);
        assertThat(fixture.dynamoDb.items(InferenceFixture.SCORES)).isEmpty();
        assertThat(fixture.waiting()).hasSize(1);
        assertThat(fixture.run().path("scored").asInt()).isOne();
    }

    @Test
    void shouldSayWherePrimingFails() {
        fixture.dynamoDb.faults().failAll(FakeDynamoDb.BATCH_GET, AwsFailures.dynamoDb(400, "AccessDeniedException"));

        assertThatThrownBy(() -> fixture.runs().prime(TestInvocations.in(Duration.ofSeconds(8), fixture.clock)))
                .hasMessageContaining("AccessDeniedException");
    }
}
