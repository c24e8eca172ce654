package dev.tributary.audit;

import static dev.tributary.audit.AuditFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.testing.TestInvocations;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DynamoStreamAuditHandlerTest {

    private static final String KEYS = "\"UserId\":\"user123\",\"ActivityId\":\"a-1\"";

    private final AuditFixture fixture = new AuditFixture();

    @Test
    void shouldTellAllOfAModification() {
        assertThat(fixture.line(Changes.modify(1))).isEqualTo(json("""
                {"recordId": "%s", "eventName": "MODIFY", "table": "UserActivities", "keys": {%s},
                 "oldImage": {%2$s, "ActivityType": "login", "Timestamp": 100},
                 "newImage": {%2$s, "ActivityType": "logout", "Timestamp": 100},
                 "changes": [{"attribute": "ActivityType", "before": "login", "after": "logout"}],
                 "expired": false, "time": "2026-03-04T05:06:07Z", "sequenceNumber": "1", "eventId": "%s",
                 "region": "eu-west-1", "stream": "%s", "viewType": "NEW_AND_OLD_IMAGES", "sizeBytes": 59,
                 "processedAt": "2026-03-04T05:06:10Z", "requestId": "%s"}""".formatted(
                        Changes.recordId(1), KEYS, Changes.eventId(1), Changes.STREAM, TestInvocations.REQUEST_ID)));
    }

    @Test
    void shouldTellOfAnInsertWhatTheItemHas() {
        JsonNode line = fixture.line(Changes.insert(1));

        assertThat(line.path("eventName").textValue()).isEqualTo("INSERT");
        assertThat(line.has("oldImage")).isFalse();
        assertThat(line.path("newImage")).hasSize(4);
        assertThat(line.path("changes")).hasSize(4).contains(json("{\"attribute\": \"Timestamp\", \"after\": 100}"));
    }

    @Test
    void shouldTellOfARemovalWhatTheItemHad() {
        JsonNode line = fixture.line(Changes.remove(1));

        assertThat(line.path("eventName").textValue()).isEqualTo("REMOVE");
        assertThat(line.has("newImage")).isFalse();
        assertThat(line.path("oldImage")).hasSize(4);
        assertThat(line.path("changes")).hasSize(4).contains(json("{\"attribute\": \"Timestamp\", \"before\": 100}"));
        assertThat(line.path("expired").booleanValue()).isFalse();
        assertThat(line.has("who")).isFalse();
    }

    @Test
    void shouldMarkARemovalByTimeToLive() {
        JsonNode line = fixture.line(Changes.expire(1));

        assertThat(line.path("eventName").textValue()).isEqualTo("REMOVE");
        assertThat(line.path("expired").booleanValue()).isTrue();
        assertThat(line.path("who")).isEqualTo(json("{\"type\": \"ttl\"}"));
    }

    @Test
    void shouldKeepThreeChangesOfOneItemWithinASecondApartAndInOrder() {
        assertThat(fixture.handle(Changes.insert(1), Changes.modify(2), Changes.remove(3)))
                .isEqualTo("{\"batchItemFailures\":[]}");

        assertThat(fixture.lines(1))
                .extracting(line -> line.path("recordId").textValue())
                .containsExactly(Changes.recordId(1), Changes.recordId(2), Changes.recordId(3));
        assertThat(fixture.sns.messages())
                .extracting(message -> message.attributes().get("recordId"))
                .containsExactly(Changes.recordId(1), Changes.recordId(2), Changes.recordId(3));
    }

    @Test
    void shouldTellAnAttributeOfTypeNullFromOneThatIsNotThere() {
        String keys = Changes.KEYS.substring(0, Changes.KEYS.length() - 1);
        JsonNode line = fixture.line(Changes.record(
                1,
                "MODIFY",
                Changes.KEYS,
                keys + ",\"a\":{\"S\":\"x\"},\"b\":{\"S\":\"x\"},\"d\":{\"NS\":[\"1\",\"2\"]}}",
                keys + ",\"a\":{\"NULL\":true},\"c\":{\"NULL\":true},\"d\":{\"NS\":[\"2\",\"1\"]}}"));

        assertThat(line.path("changes")).isEqualTo(json("""
                [{"attribute": "a", "before": "x", "after": null}, {"attribute": "b", "before": "x"},
                 {"attribute": "c", "after": null}]"""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"id":{"N":"12345678901234567890123456789012345678"}} | {"id":12345678901234567890123456789012345678}
                    {"id":{"B":"AAECgP8="}}                               | {"id":{"$binary":"AAECgP8="}}
                    {"id":{"S":"größe 😀 \\n"}}                            | {"id":"größe 😀 \\n"}
                    {"$binary":{"S":"x"},"n":{"N":"-1.5"}}                | {"$binary":"x","n":-1.5}""")
    void shouldTakeKeysOfAnyType(String keys, String plain) {
        JsonNode line = fixture.line(Changes.record(1, "INSERT", keys, "", keys));

        assertThat(line.path("keys")).isEqualTo(json(plain)).isEqualTo(line.path("newImage"));
        assertThat(fixture.sns.messages().get(0).message()).contains("Keys: " + plain);
    }

    @ParameterizedTest
    @CsvSource({"my.table-1", "_t.", "..."})
    void shouldWriteEveryTableIntoAFolderOfItsOwn(String table) {
        fixture.handle(Changes.insert(1).replace("table/UserActivities", "table/" + table));

        assertThat(fixture.lines(table, table + "." + Changes.eventId(1) + ".1.0"))
                .extracting(line -> line.path("table").textValue())
                .containsExactly(table);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    insert  | {"attribute": "ActivityType", "value": "login"}
                    modify  | {"attribute": "ActivityType", "value": "logout"}
                    remove  | {"attribute": "ActivityType", "value": "logout"}
                    expire  | {"type": "ttl"}""")
    void shouldSayWhoByTheAttributeThatTheSettingNames(String kind, String who) {
        AuditFixture named = new AuditFixture(Map.of("ACTOR_ATTRIBUTE", "ActivityType"));

        assertThat(named.line(change(kind)).path("who")).isEqualTo(json(who));
    }

    @Test
    void shouldNotSayThatAnEarlierActorDidIt() {
        AuditFixture named = new AuditFixture(Map.of("ACTOR_ATTRIBUTE", "Actor"));
        String before = Changes.KEYS.replaceFirst("\\{", "{\"Actor\":{\"S\":\"alice\"},");

        assertThat(named.line(Changes.record(1, "MODIFY", Changes.KEYS, before, Changes.KEYS))
                        .has("who"))
                .isFalse();
    }

    @Test
    void shouldAnswerAnEmptyEventWithoutACall() {
        assertThat(fixture.handle()).isEqualTo("{\"batchItemFailures\":[]}");

        assertThat(fixture.s3.puts()).isEmpty();
        assertThat(fixture.sns.calls()).isEmpty();
    }

    private static String change(String kind) {
        return switch (kind) {
            case "insert" -> Changes.insert(1);
            case "modify" -> Changes.modify(1);
            case "remove" -> Changes.remove(1);
            default -> Changes.expire(1);
        };
    }
}
