package dev.tributary.enrichment;

import static dev.tributary.enrichment.PipesFixture.event;
import static dev.tributary.enrichment.PipesFixture.order;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a pipe gets for the records that it sends. */
class PipesEnrichmentHandlerTest {

    private final PipesFixture fixture = new PipesFixture();

    @Test
    void shouldAnswerTheOrderWithItsProductItsTotalAndWhatWasFound() {
        String answer = fixture.answer(event(order("PROD-001", "5")));

        assertThat(answer)
                .isEqualTo("[{\"eventId\":\"test-001\",\"productId\":\"PROD-001\",\"quantity\":5,"
                        + "\"timestamp\":\"2026-03-04T05:06:07Z\",\"productName\":\"Smart Sensor\","
                        + "\"category\":\"IoT Devices\",\"price\":49.99,\"description\":\"Smart Sensor by TechCorp\","
                        + "\"manufacturer\":\"TechCorp\",\"totalValue\":249.95,"
                        + "\"enrichment\":{\"status\":\"enriched\",\"sources\":{\"product\":\"found\"},"
                        + "\"enrichedAt\":\"2026-03-04T05:06:10.890Z\",\"requestId\":\"request-1\","
                        + "\"recordId\":\"orders.shardId-000000000000.1.0\"}}]");
    }

    @Test
    void shouldMultiplyPricesThatAreNumbersAndPricesThatAreText() {
        List<JsonNode> events = fixture.handle(order("PROD-002", "3"), order("PROD-003", "2"));

        assertThat(events.get(0).path("price").textValue()).isEqualTo("79.99");
        assertThat(events.get(0).path("totalValue").toString()).isEqualTo("239.97");
        assertThat(events.get(1).path("price").toString()).isEqualTo("129.99");
        assertThat(events.get(1).path("totalValue").toString()).isEqualTo("259.98");
    }

    @Test
    void shouldNeverReplaceAFieldOfTheEvent() {
        JsonNode event = fixture.handle("{\"productId\":\"PROD-001\",\"quantity\":2,\"price\":10,\"category\":null}")
                .get(0);

        assertThat(event.path("price").toString()).isEqualTo("10");
        assertThat(event.path("category").isNull()).isTrue();
        assertThat(event.path("totalValue").toString()).isEqualTo("20");
        assertThat(event.has("cost")).isFalse();
    }

    @Test
    void shouldAnswerOneElementARecordInTheirOrder() {
        List<JsonNode> events =
                fixture.handle(order("PROD-002", "1"), order("NONE", "1"), "{}", order("PROD-001", "1"));

        assertThat(events)
                .extracting(event -> event.at("/enrichment/recordId").textValue())
                .containsExactly(id(1), id(2), id(3), id(4));
        assertThat(events)
                .extracting(event -> event.at("/enrichment/sources/product").textValue())
                .containsExactly("found", "not_found", "no_key", "found");
        assertThat(fixture.sqs.messages()).isEmpty();
    }

    @Test
    void shouldKeepNumbersAndCharactersAsTheyCame() {
        assertThat(fixture.answer(event("{\"a\":1.50,\"b\":12345678901234567890123,\"c\":\"größe 🙂\"}")))
                .startsWith("[{\"a\":1.50,\"b\":12345678901234567890123,\"c\":\"größe 🙂\",");
    }

    @Test
    void shouldLeaveOutWhatItSetsAside() {
        List<JsonNode> events = fixture.handle(
                order("PROD-001", "1"),
                "{\"productId\":",
                "{\"pad\":\"" + "x".repeat(262_144) + "\"}",
                order("PROD-001", "\"many\""),
                order("PROD-002", "1"));

        assertThat(events)
                .extracting(event -> event.at("/enrichment/recordId").textValue())
                .containsExactly(id(1), id(5));
        assertThat(fixture.deadLetters())
                .containsExactly(
                        id(2) + " decode MALFORMED_JSON",
                        id(3) + " decode OVERSIZED",
                        id(4) + " derive INVALID_NUMBER");
        assertThat(fixture.deadLetter(1).path("payloadRef").textValue()).startsWith("s3://failures/");
        assertThat(fixture.deadLetter(0).at("/source/arrivalTime").textValue()).isEqualTo("2026-03-04T05:06:07.890Z");
    }

    /** Which a pipe passes on to nobody. */
    @Test
    void shouldAnswerAnEmptyArrayWhereNothingIsLeft() {
        assertThat(fixture.answer(event("bad", "[]"))).isEqualTo("[]");
        assertThat(fixture.deadLetters())
                .containsExactly(id(1) + " decode MALFORMED_JSON", id(2) + " decode NOT_AN_OBJECT");
    }

    @Test
    void shouldAnswerAnEmptyArrayToAnEmptyOne() {
        assertThat(fixture.answer("[]")).isEqualTo("[]");
        assertThat(fixture.dynamoDb.calls()).isEmpty();
        assertThat(fixture.sqs.calls()).isEmpty();
    }

    /** A pipe whose target failed sends the same records again, by themselves or beside others. */
    @Test
    void shouldAnswerARepeatedRecordUnderTheSameId() {
        String record = PipesFixture.record(7, order("PROD-001", "5"));

        String first = fixture.answer("[" + record + "]");
        String again = fixture.answer("[" + PipesFixture.record(6, "{}") + "," + record + "," + record + "]");

        assertThat(HandlerFixture.json(first).at("/0/enrichment/recordId").textValue())
                .isEqualTo(id(7));
        assertThat(HandlerFixture.json(again).findValuesAsText("recordId")).containsExactly(id(6), id(7), id(7));
    }

    @Test
    void shouldRunTheUsersOwnSteps() {
        PipesFixture own = new PipesFixture(event -> event.put("checked", true));

        assertThat(own.handle(order("PROD-001", "5")).get(0).path("checked").booleanValue())
                .isTrue();
    }

    private static String id(int sequence) {
        return "orders.shardId-000000000000." + sequence + ".0";
    }
}
