package dev.tributary.inference;

import static dev.tributary.inference.InferenceFixture.BUCKET;
import static dev.tributary.inference.InferenceFixture.FOLDER;
import static dev.tributary.inference.InferenceFixture.QUARANTINE;
import static dev.tributary.inference.InferenceFixture.QUEUE;
import static dev.tributary.inference.InferenceFixture.item;
import static dev.tributary.inference.InferenceFixture.json;
import static dev.tributary.inference.InferenceFixture.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.Fault;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong is set aside with the reason, and stops nothing. */
class BadInputTest {

    private final InferenceFixture fixture = new InferenceFixture();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'hours': null           | MISSING_FEATURE | hours | null | a value that is not null",
                "'weight': 1             | MISSING_FEATURE | hours | null | a value that is not null",
                "'hours': 'ten'          | INVALID_FEATURE | hours | \"ten\" | a number",
                "'hours': 1, 'weight': []| INVALID_FEATURE | weight | [] | a number",
                "'hours': 1, 'price': 'x'| INVALID_FEATURE | price | \"x\" | a number",
            })
    void shouldSetARowAsideThatTheModelCannotTake(
            String columns, String problem, String column, String value, String expected) {
        String bad = row("update", 11, "'id': 1, " + columns.replace('"', '\'').strip());
        String key = fixture.announce("a", bad, item(2, 12, 10, 130));

        JsonNode answer = fixture.run();

        assertThat(answer.path("quarantined").asInt()).isOne();
        assertThat(fixture.scored()).containsExactly("2@12");
        assertThat(fixture.objects(QUARANTINE).keySet())
                .containsExactly("quarantine/public/items/year=2026/month=03/day=04/" + fixture.identity(key)
                        + "-attempt1.jsonl.gz");
        ObjectNode row = json("{'id': 1, ".replace('\'', '"') + columns.replace('\'', '"') + "}");
        assertThat(fixture.lines(QUARANTINE)).singleElement().satisfies(line -> {
            assertThat(line.path("violations"))
                    .hasToString("[{\"rule\":\"" + problem + "\",\"column\":\"" + column + "\",\"value\":" + value
                            + ",\"expected\":\"" + expected + "\"}]");
            assertThat(line.path("row")).isEqualTo(row);
            assertThat(line.path("_order").asText()).isEqualTo("1.0211");
            assertThat(line.path("_source_object").asText()).isEqualTo("s3://lake/" + key);
        });
        assertThat(fixture.waiting()).isEmpty();
    }

    @Test
    void shouldSetARowAsideThatTheModelHasNoAnswerFor() {
        fixture.announce("a", row("update", 11, "'id': 1, 'hours': 3e38, 'price': 1"), item(2, 12, 10, 130));

        assertThat(fixture.run().path("quarantined").asInt()).isOne();
        assertThat(fixture.scored()).containsExactly("2@12");
        assertThat(fixture.lines(QUARANTINE).get(0).at("/violations/0/rule").asText())
                .isEqualTo("NO_PREDICTION");
    }

    /** Where nothing is known of a column, nothing is imputed. */
    @ParameterizedTest
    @ValueSource(strings = {"hours", "weight", "price"})
    void shouldSetARowAsideWhoseColumnHasNotCome(String column) {
        String columns = "'id': 1, 'hours': 1, 'weight': 1, 'price': 1".replaceAll(", '" + column + "': 1", "");
        fixture.announce("a", row("update", 11, columns + ", '_unchanged': ['" + column + "', 'notes']"));

        assertThat(fixture.run().path("quarantined").asInt()).isOne();
        ObjectNode line = fixture.lines(QUARANTINE).get(0);
        assertThat(line.at("/violations/0/rule").asText()).isEqualTo("UNRESOLVED_COLUMN");
        assertThat(line.at("/violations/0/column").asText()).isEqualTo(column);
        assertThat(line.path("_unchanged")).hasToString("[\"" + column + "\"]");
    }

    @Test
    void shouldSetARepeatedRowAsideOnce() {
        fixture.announce("a", row("update", 11, "'id': 1, 'hours': 'x'"));
        fixture.run();
        fixture.announce("b", row("update", 11, "'id': 1, 'hours': 'x'"));

        assertThat(fixture.run().path("repeated").asInt()).isOne();
        assertThat(fixture.lines(QUARANTINE)).hasSize(1);
    }

    @Test
    void shouldScoreARowThatWasMended() {
        fixture.announce("a", row("update", 11, "'id': 1, 'hours': 'x'"));
        fixture.run();
        fixture.announce("b", item(1, 12, 10, 130));
        fixture.run();

        assertThat(fixture.scored()).containsExactly("1@12");
    }

    @Test
    void shouldNameAnObjectThatIsNotThere() {
        fixture.tell(FOLDER + "year=2026/month=03/day=04/gone.jsonl.gz");
        fixture.announce("a", item(1, 11, 10, 130));

        JsonNode answer = fixture.run();

        assertThat(answer.path("unreadable").asInt()).isOne();
        assertThat(fixture.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.path("reason").asText()).isEqualTo("OBJECT_MISSING");
            assertThat(letter.path("stage").asText()).isEqualTo("read");
            assertThat(letter.at("/source/key").asText()).isEqualTo(FOLDER + "year=2026/month=03/day=04/gone.jsonl.gz");
            assertThat(letter.at("/source/version").asText()).isEqualTo("version-none");
        });
        assertThat(fixture.scored()).containsExactly("1@11");
        assertThat(fixture.waiting()).isEmpty();
    }

    @Test
    void shouldNameAnObjectThatAnotherHasReplaced() {
        String key = fixture.place(4, "a", item(1, 11, 10, 130));
        String told = fixture.record(BUCKET, key).replaceFirst("\"versionId\": \"[^\"]*\"", "\"eTag\": \"other\"");
        fixture.sqs.place(QUEUE, "{\"Records\": [" + told + "]}");

        fixture.run();

        assertThat(fixture.letters().get(0).path("reason").asText()).isEqualTo("OBJECT_REPLACED");
        assertThat(fixture.waiting()).isEmpty();
    }

    @Test
    void shouldNameAnObjectThatIsInAnArchive() {
        fixture.announce("a", item(1, 11, 10, 130));
        fixture.announce("b", item(2, 12, 10, 130));
        fixture.s3.faults().failNext(FakeS3.GET, AwsFailures.s3(403, "InvalidObjectState"), Fault.Effect.NONE);

        fixture.run();

        assertThat(fixture.letters().get(0).path("reason").asText()).isEqualTo("OBJECT_ARCHIVED");
        assertThat(fixture.scored()).containsExactly("2@12");
    }

    @Test
    void shouldScoreWhatCanBeReadOfACorruptObject() {
        String[] rows = new String[2_000];
        Arrays.setAll(rows, i -> item(i, 10_000 + i, i * 7919 % 1000, i * 104_729 % 10_007));
        byte[] bytes = InferenceFixture.gzip(String.join("\n", rows));
        String key = FOLDER + "year=2026/month=03/day=04/a.jsonl.gz";
        fixture.s3.place(BUCKET, key, Arrays.copyOf(bytes, bytes.length / 2));
        fixture.tell(key);

        JsonNode answer = fixture.run();

        assertThat(answer.path("unreadable").asInt()).isOne();
        assertThat(answer.path("scored").asInt()).isBetween(100, 1_999);
        assertThat(fixture.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.path("reason").asText()).isEqualTo("OBJECT_TRUNCATED");
            assertThat(letter.at("/source/offset").asLong()).isPositive();
        });
        assertThat(fixture.waiting()).isEmpty();
    }

    @Test
    void shouldScoreTheRowsBetweenLinesThatAreNone() {
        fixture.announce(
                "a",
                item(1, 11, 10, 130),
                "{\"id\": 5}",
                "not JSON",
                item(2, 12, 10, 130),
                row("update", 13, "'hours': 1"),
                "[1]");

        JsonNode answer = fixture.run();

        assertThat(fixture.scored()).containsExactly("1@11", "2@12");
        assertThat(answer.path("unreadable").asInt()).isOne();
        assertThat(answer.path("objects").asInt()).isOne();
        assertThat(fixture.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.path("reason").asText()).isEqualTo("MISSING_FIELD");
            assertThat(letter.path("message").asText())
                    .startsWith("4 lines that are no rows, the first at byte ")
                    .endsWith("_op: missing (expected: a row of the trusted zone)");
            assertThat(letter.path("payload").asText()).isEmpty();
        });
    }

    @Test
    void shouldNameBothWhatEndsAnObjectAndLinesThatAreNoRows() {
        String key = FOLDER + "year=2026/month=03/day=04/a.jsonl.gz";
        byte[] bytes = InferenceFixture.gzip(item(1, 11, 10, 130) + "\n{}\n");
        byte[] both = Arrays.copyOf(bytes, bytes.length + 1);
        both[bytes.length] = 'x';
        fixture.s3.place(BUCKET, key, both);
        fixture.tell(key);

        fixture.run();

        assertThat(fixture.scored()).containsExactly("1@11");
        assertThat(fixture.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.path("reason").asText()).isEqualTo("OBJECT_TRAILING_BYTES");
            assertThat(letter.path("message").asText()).contains("; and 1 lines that are no rows");
        });
    }

    @Test
    void shouldNotReadMoreThanItMay() {
        InferenceFixture strict = new InferenceFixture(Map.of("MAX_ROW_BYTES", "1024", "MAX_OBJECT_MEGABYTES", "1"));
        String filler = "'notes': '" + "x".repeat(2_000) + "'";
        strict.announce("long", row("update", 11, "'id': 1, 'hours': 1, " + filler), item(2, 12, 10, 130));
        strict.announce("large", item(3, 13, 10, 130), " ".repeat(2 << 20), item(4, 14, 10, 130));

        strict.run();

        assertThat(strict.scored()).containsExactly("2@12", "3@13");
        assertThat(strict.letters())
                .extracting(letter -> letter.path("reason").asText())
                .containsExactly("VALUE_TOO_LARGE", "OBJECT_TOO_LARGE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hello", "{}", "{\"Records\": [{}]}", "[]", "{\"Records\": [{\"eventSource\": \"aws:sns\"}]}"})
    void shouldSetAMessageAsideThatCannotBeRead(String body) {
        fixture.sqs.place(QUEUE, body);
        fixture.announce("a", item(1, 11, 10, 130));

        JsonNode answer = fixture.run();

        assertThat(answer.path("unreadable").asInt()).isOne();
        assertThat(fixture.scored()).containsExactly("1@11");
        assertThat(fixture.waiting()).isEmpty();
        assertThat(fixture.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.path("id").asText()).isEqualTo("announcements.message-1.0.0");
            assertThat(letter.path("reason").asText()).isEqualTo("NO_NOTIFICATION");
            assertThat(letter.at("/source/type").asText()).isEqualTo("aws:sqs");
            assertThat(letter.at("/source/arn").asText()).isEqualTo(QUEUE);
            assertThat(new String(
                            Base64.getDecoder().decode(letter.path("payload").asText()), StandardCharsets.UTF_8))
                    .isEqualTo(body);
        });
    }

    @Test
    void shouldDeleteWhatTellsOfNothingToScore() {
        fixture.sqs.place(QUEUE, "{\"Service\": \"Amazon S3\", \"Event\": \"s3:TestEvent\", \"Bucket\": \"lake\"}");
        fixture.sqs.place(QUEUE, "{\"Records\": []}");
        fixture.tell("trusted/public/orders/year=2026/month=03/day=04/a.jsonl.gz");
        fixture.tell("raw/a");
        fixture.tell(FOLDER + "year=2026/");
        fixture.sqs.place(QUEUE, "{\"Records\": [" + fixture.record("elsewhere", FOLDER + "a") + "]}");

        JsonNode answer = fixture.run();

        assertThat(answer.path("passedOver").asInt()).isEqualTo(6);
        assertThat(answer.path("objects").asInt()).isZero();
        assertThat(fixture.waiting()).isEmpty();
        assertThat(fixture.letters()).isEmpty();
    }

    /** More than wait for a call of the queue. */
    @Test
    void shouldNameEachOfManyObjects() {
        for (int i = 0; i < 25; i++) {
            fixture.tell(FOLDER + "gone-" + i);
        }

        assertThat(fixture.run().path("unreadable").asInt()).isEqualTo(25);
        assertThat(fixture.letters()).hasSize(25);
    }
}
