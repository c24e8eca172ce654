package dev.tributary.audit;

import static dev.tributary.audit.AuditFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testing.FakeSns;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeNoticeTest {

    private static final String KEYS = Changes.KEYS.substring(0, Changes.KEYS.length() - 1);

    @Test
    void shouldBeReadableInAnEmail() {
        FakeSns.Message message = onlyMessage(Map.of("ACTOR_ATTRIBUTE", "UserId"), Changes.modify(1));

        assertThat(message.topicArn()).isEqualTo(AuditFixture.TOPIC);
        assertThat(message.subject()).isEqualTo("MODIFY UserActivities");
        assertThat(message.message()).isEqualTo("""
                MODIFY in table UserActivities, eu-west-1

                Keys: {"UserId":"user123","ActivityId":"a-1"}
                Changed: ActivityType
                Time: 2026-03-04T05:06:07Z
                Who: UserId "user123"
                Record: %s

                In the trail, look for the line with this record id under
                s3://audit/audit-logs/UserActivities/year=2026/month=03/day=04/hour=05/
                or, where its batch began in an earlier hour, under that hour.
                """.formatted(Changes.recordId(1)));
    }

    @Test
    void shouldCarryWhatSubscribersFilterBy() {
        FakeSns.Message message = onlyMessage(Map.of(), Changes.modify(1));

        assertThat(message.attributes())
                .isEqualTo(Map.of(
                        "eventName", "MODIFY",
                        "table", "UserActivities",
                        "changedAttributes", "[\"ActivityType\"]",
                        "recordId", Changes.recordId(1)));
    }

    @Test
    void shouldSayThatAnItemExpired() {
        FakeSns.Message message = onlyMessage(Map.of(), Changes.expire(1));

        assertThat(message.subject()).isEqualTo("REMOVE (expired) UserActivities");
        assertThat(message.message()).contains("\nWho: time to live\n");
    }

    @Test
    void shouldTellNothingOfImages() {
        FakeSns.Message message = onlyMessage(Map.of(), Changes.modify(1));

        assertThat(message.toString())
                .doesNotContain("login")
                .doesNotContain("logout")
                .contains("Who: not known");
    }

    @Test
    void shouldLetNoNameOrValueForgeALine() {
        String image = KEYS + ",\"Na\\nWho: alice\":{\"S\":\"x\"},\"größe 1\":{\"S\":\"x\"}}";
        FakeSns.Message message = onlyMessage(
                Map.of("ACTOR_ATTRIBUTE", "Na\nWho: alice"), Changes.record(1, "INSERT", Changes.KEYS, "", image));

        assertThat(message.message())
                .contains("\nChanged: UserId, ActivityId, \"Na\\nWho: alice\", \"größe 1\"\n")
                .contains("\nWho: \"Na\\nWho: alice\" \"x\"\n");
    }

    @Test
    void shouldSayWhereToLookHoweverMuchChanged() {
        String attributes = IntStream.range(0, 2_000)
                .mapToObj(i -> "\"attribute" + i + "\":{\"S\":\"" + "x".repeat(100) + "\"}")
                .collect(Collectors.joining(",", ",", "}"));
        FakeSns.Message message = onlyMessage(
                Map.of("ACTOR_ATTRIBUTE", "Actor"),
                Changes.record(
                        1,
                        "INSERT",
                        Changes.KEYS,
                        "",
                        KEYS + ",\"Actor\":{\"S\":\"" + "y".repeat(10_000) + "\"}" + attributes));

        assertThat(message.message())
                .hasSizeLessThan(5_000)
                .contains(" …\nTime: ", " …\nRecord: " + Changes.recordId(1), "s3://audit/audit-logs/UserActivities/");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ["INSERT","MODIFY","REMOVE"] | []                         | INSERT MODIFY REMOVE REMOVE
                    ["MODIFY"]                   | []                         | MODIFY
                    ["INSERT","REMOVE"]          | []                         | INSERT REMOVE REMOVE
                    ["INSERT","MODIFY","REMOVE"] | ["Timestamp"]              | INSERT REMOVE REMOVE
                    ["MODIFY"]                   | ["Timestamp"]              | ``
                    ["MODIFY"]                   | ["Other","ActivityType"]   | MODIFY
                    []                           | []                         | ``""")
    void shouldTellOfWhatTheSettingsName(String events, String attributes, String told) {
        AuditFixture fixture = new AuditFixture(Map.of("NOTIFY_EVENTS", events, "NOTIFY_ATTRIBUTES", attributes));

        fixture.handle(Changes.insert(1), Changes.modify(2), Changes.remove(3), Changes.expire(4));

        List<String> names = fixture.sns.messages().stream()
                .map(message -> message.attributes().get("eventName"))
                .toList();
        assertThat(String.join(" ", names)).isEqualTo(told);
        assertThat(fixture.lines(1)).hasSize(4);
    }

    @Test
    void shouldFitATablesLongestNameIntoTheSubject() {
        String table = "t".repeat(255);
        FakeSns.Message message =
                onlyMessage(Map.of(), Changes.modify(1).replace("table/UserActivities", "table/" + table));

        assertThat(message.subject()).hasSize(99).startsWith("MODIFY ttt");
        assertThat(json("\"" + message.attributes().get("table") + "\"").textValue())
                .isEqualTo(table);
    }

    private static FakeSns.Message onlyMessage(Map<String, String> settings, String record) {
        AuditFixture fixture = new AuditFixture(settings);
        fixture.handle(record);
        if (fixture.sns.messages().size() != 1) {
            throw new AssertionError(fixture.sns.messages() + ", " + fixture.sqs.messages());
        }
        return fixture.sns.messages().get(0);
    }
}
