package dev.tributary.enrichment;

import static dev.tributary.enrichment.HandlerFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** What comes out of the function for each event that it takes. */
class EnrichmentHandlerTest {

    private static final String TWO_SOURCES = """
            [{"name": "user", "table": "user-profiles", "key": {"user_id": "/user_id"}, "attributes": ["name"], "into": "user"},
             {"name": "page", "table": "pages", "key": {"path": "/page"}, "attributes": ["title"], "into": "page_info"}]""";

    private static final String USER_AT_TOP = """
            [{"name": "user", "table": "user-profiles", "key": {"user_id": "/user_id"},
              "attributes": ["name", "segment"], "into": ""}]""";

    private static final String REQUIRED_USER = """
            [{"name": "user", "table": "user-profiles", "key": {"user_id": "/user_id"}, "into": "user", "required": true}]""";

    @Test
    void shouldWriteTheEventWithItsProfileAndWhatWasFound() {
        HandlerFixture fixture = new HandlerFixture();

        assertThat(fixture.handle("{\"event_type\": \"page_view\", \"user_id\": \"user123\", \"price\": 1.50}"))
                .isEmpty();

        assertThat(fixture.lines(1))
                .containsExactly("{\"event_type\":\"page_view\",\"user_id\":\"user123\",\"price\":1.50,"
                        + "\"user\":{\"name\":\"John Doe\",\"email\":\"user123@example.com\",\"segment\":\"premium\","
                        + "\"location\":\"New York\"},"
                        + "\"enrichment\":{\"status\":\"enriched\",\"sources\":{\"user\":\"found\"},"
                        + "\"enrichedAt\":\"2026-03-04T05:06:10.890Z\",\"requestId\":\"request-1\","
                        + "\"recordId\":\"orders.shardId-000000000000.1.0\"}}");
    }

    @Test
    void shouldKeepTheOrderOfTheRecordsAndNameEachOne() {
        HandlerFixture fixture = new HandlerFixture();

        fixture.handle("{\"user_id\":\"user456\"}", "{}", "{\"user_id\":\"user123\"}");

        assertThat(fixture.lines(1))
                .extracting(line -> json(line).at("/enrichment/recordId").textValue())
                .containsExactly(
                        "orders.shardId-000000000000.1.0",
                        "orders.shardId-000000000000.2.0",
                        "orders.shardId-000000000000.3.0");
        assertThat(fixture.lines(1))
                .extracting(line -> json(line).at("/user/name").asText())
                .containsExactly("Jane Smith", "", "John Doe");
    }

    @ParameterizedTest
    @CsvSource({
        "user123, /home,  enriched,     found,     found",
        "user123, /other, partial,      found,     not_found",
        "nobody,  /home,  partial,      not_found, found",
        "user123, ,       partial,      found,     no_key",
        "nobody,  /other, not_enriched, not_found, not_found",
        "nobody,  ,       not_enriched, not_found, no_key",
        ",        ,       not_enriched, no_key,    no_key"
    })
    void shouldTellTheStatusOfTheEventAndOfEachSource(
            @Nullable String user, @Nullable String page, String status, String userStatus, String pageStatus) {
        HandlerFixture fixture = HandlerFixture.withSources(TWO_SOURCES);
        fixture.dynamoDb
                .table("pages", "path", ScalarAttributeType.S)
                .item("pages", Map.of("path", AttributeValue.fromS("/home"), "title", AttributeValue.fromS("Welcome")));

        JsonNode event = fixture.enrich("{\"user_id\":" + quoted(user) + ",\"page\":" + quoted(page) + "}");

        assertThat(event.at("/enrichment/status").textValue()).isEqualTo(status);
        assertThat(event.at("/enrichment/sources/user").textValue()).isEqualTo(userStatus);
        assertThat(event.at("/enrichment/sources/page").textValue()).isEqualTo(pageStatus);
        assertThat(event.has("user")).isEqualTo(userStatus.equals("found"));
        assertThat(event.has("page_info")).isEqualTo(pageStatus.equals("found"));
    }

    @Test
    void shouldMergeAtTheTopAndNeverReplaceAFieldOfTheEvent() {
        JsonNode event = HandlerFixture.withSources(USER_AT_TOP)
                .enrich("{\"user_id\":\"user123\",\"segment\":null,\"location\":\"here\"}");

        assertThat(event.path("name").textValue()).isEqualTo("John Doe");
        assertThat(event.path("segment").isNull()).isTrue();
        assertThat(event.path("location").textValue()).isEqualTo("here");
        assertThat(event.has("email")).isFalse();
    }

    @Test
    void shouldSetAsideAnEventThatLacksWhatIsRequired() {
        assertThat(HandlerFixture.withSources(REQUIRED_USER).rejection("{\"user_id\":\"nobody\"}"))
                .isEqualTo("join/REFERENCE_NOT_FOUND: source user: no item in user-profiles for the event's key "
                        + "(expected: one, as the source is required)");
        assertThat(HandlerFixture.withSources(REQUIRED_USER).rejection("{\"user_id\":null}"))
                .isEqualTo("join/KEY_MISSING: source user: no key in the event "
                        + "(expected: one, as the source is required)");
    }

    @Test
    void shouldEnrichAnEventThatHasWhatIsRequired() {
        JsonNode event = HandlerFixture.withSources(REQUIRED_USER).enrich("{\"user_id\":\"user456\"}");

        assertThat(event.at("/user/name").textValue()).isEqualTo("Jane Smith");
        // Without a list of attributes the item comes as it is.
        assertThat(event.at("/user/user_id").textValue()).isEqualTo("user456");
    }

    @ParameterizedTest
    @ValueSource(strings = {"42", "\"42\"", "42.0", "4.2e1", "\" 42 \""})
    void shouldFindANumberedItemByANumberOrByText(String key) {
        HandlerFixture fixture = HandlerFixture.withSources("""
                [{"name": "shop", "table": "shops", "key": {"id": {"pointer": "/shop", "type": "N"}}, "into": "at"}]""");
        fixture.dynamoDb
                .table("shops", "id", ScalarAttributeType.N)
                .item("shops", Map.of("id", AttributeValue.fromN("42"), "city", AttributeValue.fromS("Bern")));

        assertThat(fixture.enrich("{\"shop\":" + key + "}").at("/at/city").textValue())
                .isEqualTo("Bern");
    }

    @Test
    void shouldFindATextKeyByANumber() {
        HandlerFixture fixture = new HandlerFixture();
        fixture.dynamoDb.item(
                "user-profiles", Map.of("user_id", AttributeValue.fromS("77"), "name", AttributeValue.fromS("Ada")));

        assertThat(fixture.enrich("{\"user_id\":77}").at("/user/name").textValue())
                .isEqualTo("Ada");
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "enrichment"})
    void shouldSetAsideAnEventThatBringsAFieldOfOurs(String field) {
        assertThat(new HandlerFixture().rejection("{\"user_id\":\"user123\",\"" + field + "\":null}"))
                .isEqualTo("decode/FIELD_COLLISION: field " + field
                        + ": already in the event (expected: none, since enrichment writes it)");
    }

    @Test
    void shouldSetAsideAForgedItemAlsoWhereNoneIsFound() {
        assertThat(new HandlerFixture().rejection("{\"user_id\":\"stranger\",\"user\":{\"segment\":\"premium\"}}"))
                .startsWith("decode/FIELD_COLLISION: field user");
        assertThat(new HandlerFixture().rejection("{\"user\":{\"segment\":\"premium\"}}"))
                .startsWith("decode/FIELD_COLLISION: field user");
    }

    private static String quoted(@Nullable String text) {
        return text == null ? "null" : '"' + text + '"';
    }
}
