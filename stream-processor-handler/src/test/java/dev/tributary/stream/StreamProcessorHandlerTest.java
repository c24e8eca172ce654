package dev.tributary.stream;

import static dev.tributary.stream.FlowFixture.event;
import static dev.tributary.stream.FlowFixture.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.testing.FakeSns;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StreamProcessorHandlerTest {

    private final FlowFixture fixture = new FlowFixture();

    @Test
    void shouldArchiveABareEventWithNumbersAsWritten() {
        fixture.handle("{ \"account\": \"a\",\n \"amount\": 1.50, \"unknown\": [1e2, null] }");

        assertThat(fixture.s3.objects().keySet())
                .containsExactly(
                        "lake/events/tally/year=2026/month=03/day=04/hour=05/" + FlowFixture.recordId(1) + ".jsonl.gz");
        assertThat(fixture.archive().get(0).toString())
                .isEqualTo("{\"recordId\":\"" + FlowFixture.recordId(1)
                        + "\",\"type\":\"tally\",\"entity\":\"a\",\"receivedAt\":\"2026-03-04T05:06:07Z\","
                        + "\"verdict\":\"applied\",\"flags\":[],"
                        + "\"event\":{\"account\":\"a\",\"amount\":1.50,\"unknown\":[1E+2,null]}}");
    }

    @Test
    void shouldArchiveWhatTheApiSendsWithItsRequestAndTime() {
        fixture.handle(
                "{\"requestId\":\"r-1\",\"receivedAt\":1772600000123,\"body\":\"{\\\"account\\\":\\\"a\\\",\\\"amount\\\":\\\"1\\\"}\"}",
                "{\"body\":{\"account\":\"a\",\"amount\":2},\"requestId\":\"r-2\",\"receivedAt\":1772600000124}");

        assertThat(fixture.archive().get(0).toString())
                .contains("\"receivedAt\":\"2026-03-04T04:53:20.123Z\",\"requestId\":\"r-1\",\"verdict\"")
                .endsWith("\"event\":{\"account\":\"a\",\"amount\":\"1\"}}");
        assertThat(fixture.archive().get(1).path("requestId").textValue()).isEqualTo("r-2");
        assertThat(fixture.tally("a")).isEqualTo("3 ..");
    }

    @Test
    void shouldTakeAnEventForItsOwnThatLooksNearlyAsIfTheApiSentIt() {
        fixture.handle("{\"requestId\":1,\"receivedAt\":2,\"body\":3,\"account\":\"a\",\"amount\":1}");

        assertThat(fixture.verdicts()).containsEntry(1, "applied");
    }

    @Test
    void shouldAlertWithTypeAndFlag() {
        fixture.handle(event("a", "1", 1), event("a", "2", 1_000.01));

        assertThat(fixture.sns.messages())
                .containsExactly(new FakeSns.Message(
                        "arn:aws:sns:eu-west-1:123456789012:alerts",
                        "Large amount",
                        "Large amount of a",
                        Map.of("recordId", FlowFixture.recordId(2), "type", "tally", "flag", "large")));
        assertThat(fixture.archive().get(1).path("flags").toString()).isEqualTo("[\"large\"]");
    }

    @Test
    void shouldArchiveEventsOfATypeWithoutEntitiesAndKnowTheirRepeats() {
        FlowFixture things = new FlowFixture(Map.of("EVENT_TYPE", "thing", "ENTITY_FIELD", "", "EVENT_PROCESSOR", ""));

        things.handle("{\"event_id\":\"x\"}", "{}", "{\"event_id\":\"x\"}", "{}");

        assertThat(things.entries())
                .extracting(entry -> FlowFixture.attribute(entry, "entity"))
                .containsExactlyInAnyOrder(
                        "event#x", "record#" + FlowFixture.recordId(2), "record#" + FlowFixture.recordId(4));
        assertThat(things.s3.objects().keySet()).allMatch(key -> key.startsWith("lake/events/thing/"));
    }

    @Test
    void shouldAnswerAnEventWithoutRecords() {
        assertThat(fixture.handle()).isEmpty();
        assertThat(fixture.calls()).isEmpty();
    }

    @Test
    void shouldCountRepeatsFlagsAndTransactions() {
        PrintStream usual = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        FlowFixture counted;
        try {
            System.setOut(new PrintStream(printed, true, UTF_8));
            counted = new FlowFixture();
        } finally {
            System.setOut(usual);
        }

        counted.handle(event("a", "1", 5_000), event("a", "1", 5_000), "bad");

        JsonNode line = json(printed.toString(UTF_8)
                .lines()
                .filter(one -> one.startsWith("{\"_aws\":"))
                .findFirst()
                .orElseThrow());
        Map<String, Long> values = new TreeMap<>();
        line.at("/_aws/CloudWatchMetrics/0/Metrics").forEach(metric -> {
            String name = metric.path("Name").textValue();
            values.put(name, line.path(name).longValue());
        });
        assertThat(values)
                .containsEntry("EventsRepeated", 1L)
                .containsEntry("EventsFlagged", 1L)
                .containsEntry("Transactions", 1L)
                .containsEntry("LookupCalls", 1L)
                .containsEntry("RecordsSucceeded", 2L)
                .containsEntry("RecordsDeadLettered", 1L);
    }
}
