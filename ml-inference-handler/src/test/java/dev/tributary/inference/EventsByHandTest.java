package dev.tributary.inference;

import static dev.tributary.inference.InferenceFixture.FOLDER;
import static dev.tributary.inference.InferenceFixture.SCORED;
import static dev.tributary.inference.InferenceFixture.item;
import static dev.tributary.inference.InferenceFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.FakeS3;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person asks for. */
class EventsByHandTest {

    private final InferenceFixture fixture = new InferenceFixture();

    private void placeDays() {
        fixture.place(1, "a", item(1, 11, 10, 130));
        fixture.place(2, "b", item(2, 12, 10, 130));
        fixture.place(3, "c", item(3, 13, 10, 130));
        fixture.place(4, "d", item(4, 14, 10, 130));
        fixture.s3.place(
                InferenceFixture.BUCKET,
                "trusted/dms/items/year=2026/month=03/day=02/a.jsonl.gz",
                InferenceFixture.gzip(item(1, 21, 10, 130)));
        fixture.s3.place(InferenceFixture.BUCKET, FOLDER + "year=2026/month=03/day=02/", new byte[0]);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'full': true}                                                       | 1 2 3 4",
                "{'table': 'public.items'}                                            | 1 2 3 4",
                "{'table': 'public.items', 'full': true}                              | 1 2 3 4",
                "{'from': '2026-03-03'}                                               | 3 4",
                "{'to': '2026-03-02'}                                                 | 1 2",
                "{'from': '2026-03-02', 'to': '2026-03-03'}                           | 2 3",
                "{'from': '2026-03-02T23:59:59Z', 'to': '2026-03-03T00:00:00+01:00'}  | 2",
                "{'table': 'public.items', 'from': '2026-03-04', 'to': '9999-12-31'}  | 4",
                "{'from': '2026-04-01'}                                               | ''",
            })
    void shouldScoreWhatTheEventNames(String event, String ids) {
        placeDays();

        JsonNode answer = fixture.run(event.replace('\'', '"'));

        assertThat(answer.path("complete").asBoolean()).isTrue();
        assertThat(answer.has("next")).isFalse();
        assertThat(String.join(
                        " ",
                        fixture.scored().stream()
                                .map(one -> one.replaceFirst("@.*", ""))
                                .toList()))
                .isEqualTo(ids);
    }

    /** Keys of two tables have nothing in common. */
    @Test
    void shouldScoreAnotherTableThanThatOfTheSettings() {
        placeDays();
        fixture.run("{\"table\": \"public.items\"}");

        assertThat(fixture.run("{\"table\": \"dms.items\"}").path("scored").asInt())
                .isOne();
        assertThat(fixture.lines(SCORED))
                .extracting(line -> line.path("table").asText())
                .containsOnlyOnce("dms.items")
                .contains("public.items");
    }

    @Test
    void shouldScoreNothingTwiceThatWasAnnouncedToo() {
        fixture.announce("d", item(4, 14, 10, 130));
        fixture.run();

        assertThat(fixture.run("{\"full\": true}").path("repeated").asInt()).isOne();
    }

    @Test
    void shouldLeaveAnnouncementsToTheSchedule() {
        fixture.announce("d", item(4, 14, 10, 130));
        fixture.run("{\"full\": true}");

        assertThat(fixture.waiting()).hasSize(1);
    }

    @Test
    void shouldListMoreThanAPage() {
        for (int i = 0; i < 1_203; i++) {
            fixture.place(1 + i % 4, String.format("object-%04d", i), item(i, 10_000 + i, 10, 130));
        }

        assertThat(fixture.run("{\"full\": true}").path("scored").asInt()).isEqualTo(1_203);
        assertThat(fixture.s3.faults().calls(FakeS3.LIST)).isEqualTo(2);
    }

    /** Time is up behind every second object. */
    @Test
    void shouldSayHowToGoOnWhereTimeIsUp() {
        placeDays();
        int[] gets = {0};
        fixture.s3.faults().follow((operation, nth) -> {
            boolean isSecond = operation.equals(FakeS3.GET) && ++gets[0] % 2 == 0;
            fixture.clock.advance(Duration.ofSeconds(isSecond ? 54 : 0));
            return null;
        });

        JsonNode first = fixture.run("{\"full\": true}");

        // The second object was opened too late to be read.
        assertThat(first.path("complete").asBoolean()).isFalse();
        assertThat(first.path("next"))
                .isEqualTo(json("{\"full\": true, \"after\": \"" + FOLDER + "year=2026/month=03/day=01/a.jsonl.gz\"}"));
        assertThat(fixture.scored()).containsExactly("1@11");

        fixture.s3.faults().heal();
        JsonNode rest = fixture.run(first.path("next").toString());
        assertThat(rest.path("complete").asBoolean()).isTrue();
        assertThat(rest.path("objects").asInt()).isEqualTo(3);
        assertThat(fixture.scored()).containsExactly("1@11", "2@12", "3@13", "4@14");
    }

    @Test
    void shouldSayHowToBeginAgainWhereNothingWasDone() {
        placeDays();
        fixture.s3.faults().follow((operation, nth) -> {
            fixture.clock.advance(Duration.ofSeconds(operation.equals(FakeS3.GET) ? 54 : 0));
            return null;
        });

        assertThat(fixture.run("{\"from\": \"2026-03-02\"}").path("next"))
                .isEqualTo(json("{\"from\": \"2026-03-02\"}"));
    }

    /** A key before the first day changes nothing. */
    @Test
    void shouldGoOnBehindTheLaterOfKeyAndDay() {
        placeDays();

        fixture.run("{\"from\": \"2026-03-04\", \"after\": \"" + FOLDER + "year=2026/month=03/day=01/a.jsonl.gz\"}");

        assertThat(fixture.scored()).containsExactly("4@14");
    }

    @Test
    void shouldFailWhereTheZoneCannotBeListed() {
        placeDays();
        fixture.s3.faults().failAll(FakeS3.LIST, AwsFailures.s3(403, "AccessDenied"));

        assertThatThrownBy(() -> fixture.run("{\"full\": true}")).hasMessageContaining("AccessDenied");
        assertThat(fixture.scored()).isEmpty();
    }

    /** It was listed, and is another one when it is read: that one is announced by itself. */
    @Test
    void shouldNameAnObjectThatWasReplacedBehindTheListing() {
        placeDays();
        fixture.s3.faults().follow((operation, nth) -> {
            if (operation.equals(FakeS3.GET)) {
                fixture.place(3, "c", item(3, 15, 10, 130));
            }
            return null;
        });

        assertThat(fixture.run("{\"from\": \"2026-03-03\"}").path("unreadable").asInt())
                .isOne();
        assertThat(fixture.letters().get(0).path("reason").asText()).isEqualTo("OBJECT_REPLACED");
        assertThat(fixture.scored()).containsExactly("4@14");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'full': 'yes', 'tables': []} | event.tables: unknown (expected: one of after, from, full, table, to); "
                        + "event.full: \"yes\" (expected: true)",
                "{'full': false}               | event.full: false (expected: true)",
                "{'full': true, 'to': '2026-01-01'} | event.full: true (expected: no from and no to beside it)",
                "{'table': 5}                  | event.table: 5 (expected: a table, as schema.name)",
                "{'table': 'items'}            | event.table: \"items\" (expected: a table, as schema.name)",
                "{'from': 'today'}             | event.from: \"today\" (expected: a day or time such as 2026-01-31 or"
                        + " 2026-01-31T12:00:00Z)",
                "{'to': 20260131}              | event.to: 20260131 (expected: a day or time such as 2026-01-31 or"
                        + " 2026-01-31T12:00:00Z)",
                "{'from': '2026-02-01', 'to': '2026-01-31'} | event.from: \"2026-02-01\" (expected: a day that is not"
                        + " behind to)",
                "{'full': true, 'after': 7}    | event.after: 7 (expected: a string)",
                "{'full': true, 'after': 'raw/a'} | event.after: raw/a (expected: a key below trusted/public/items/)",
                "{'after': 'trusted/a'}        | event: {\"after\":\"trusted/a\"} (expected: at least one of table, from,"
                        + " to, full)",
            })
    void shouldNameAllThatIsWrongWithAnEvent(String event, String message) {
        assertThatThrownBy(() -> fixture.run(event.replace('\'', '"')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThat(fixture.dynamoDb.items(InferenceFixture.SCORES)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "full", "\"full\""})
    void shouldRefuseWhatIsNoObject(String event) {
        assertThatThrownBy(() -> fixture.run(event))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("event: ");
    }

    @Test
    void shouldScoreTheTableOfTheSettingsRatherThanTheModels() {
        InferenceFixture other = new InferenceFixture(Map.of("TABLE", "dms.items"));
        other.s3.place(
                InferenceFixture.BUCKET,
                "trusted/dms/items/year=2026/month=03/day=02/a.jsonl.gz",
                InferenceFixture.gzip(item(1, 21, 10, 130)));
        other.tell("trusted/dms/items/year=2026/month=03/day=02/a.jsonl.gz");
        other.announce("a", item(1, 11, 10, 130));

        JsonNode answer = other.run();

        assertThat(other.scored()).containsExactly("1@21");
        assertThat(answer.path("passedOver").asInt()).isOne();
    }
}
