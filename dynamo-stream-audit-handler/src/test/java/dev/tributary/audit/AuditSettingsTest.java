package dev.tributary.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.change.DynamoDbChange.EventName;
import dev.tributary.config.Environment;
import dev.tributary.config.InvalidSettingsException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditSettingsTest {

    @Test
    void shouldReadEverySetting() {
        AuditSettings settings = read(Map.of(
                "REDACTED_ATTRIBUTES", "[\"IPAddress\"]",
                "REDACTION_KEY", "k".repeat(32),
                "ACTOR_ATTRIBUTE", "UpdatedBy",
                "NOTIFY_EVENTS", "[\"REMOVE\"]",
                "NOTIFY_ATTRIBUTES", "[\"Status\"]"));

        assertThat(settings.redactedAttributes()).containsExactly("IPAddress");
        assertThat(settings.redactionKey()).isEqualTo("k".repeat(32));
        assertThat(settings.actorAttribute()).isEqualTo("UpdatedBy");
        assertThat(settings.notifyEvents()).containsExactly(EventName.REMOVE);
        assertThat(settings.notifyAttributes()).containsExactly("Status");
        assertThat(settings.topicArn()).isEqualTo(AuditFixture.TOPIC);
        assertThat(settings.trail("t.1").bucket()).isEqualTo("audit");
        assertThat(settings.trail("t.1").zone()).isEqualTo("audit-logs");
        assertThat(settings.trail("t.1").dataset()).isEqualTo("t.1");
    }

    @Test
    void shouldTellOfEveryChangeAndRedactNothingUnlessTold() {
        AuditSettings settings = read(Map.of("REDACTION_KEY", " "));

        assertThat(settings.notifyEvents()).containsExactly(EventName.INSERT, EventName.MODIFY, EventName.REMOVE);
        assertThat(settings.notifyAttributes()).isEmpty();
        assertThat(settings.redactedAttributes()).isEmpty();
        assertThat(settings.actorAttribute()).isEmpty();
    }

    @Test
    void shouldNeedNoTopicIfNobodyIsTold() {
        assertThat(read(Map.of("NOTIFY_EVENTS", "[]", "TOPIC_ARN", "")).topicArn())
                .isEmpty();
    }

    @Test
    void shouldNameEverySettingThatIsMissing() {
        assertThatThrownBy(() -> AuditSettings.read(new Environment(Map.of("REDACTED_ATTRIBUTES", "[\"a\"]"))))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("Settings that need a change: "
                        + "LAKE_BUCKET: missing (expected: a text); "
                        + "REDACTION_KEY: missing (expected: a secret of at least 32 characters); "
                        + "TOPIC_ARN: missing (expected: a text); "
                        + "DEAD_LETTER_QUEUE_URL: missing (expected: a text); "
                        + "DEAD_LETTER_BUCKET: missing (expected: a text); "
                        + "METRICS_NAMESPACE: missing (expected: a text)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    REDACTED_ATTRIBUTES | {}            | : {} (expected: a JSON array of names)
                    REDACTED_ATTRIBUTES | [1]           | : 1 (expected: names, each once)
                    REDACTED_ATTRIBUTES | [""]          | : "" (expected: names, each once)
                    NOTIFY_ATTRIBUTES   | ["a","a"]     | : "a" (expected: names, each once)
                    NOTIFY_ATTRIBUTES   | "a"           | : "a" (expected: a JSON array of names)
                    NOTIFY_EVENTS       | ["UPDATE"]    | : "UPDATE" (expected: INSERT, MODIFY or REMOVE)
                    NOTIFY_EVENTS       | [["INSERT"]]  | : ["INSERT"] (expected: names, each once)
                    REDACTION_KEY       | s3cret        | : 6 characters (expected: a secret of at least 32 characters)""")
    void shouldSayWhatIsWrongWithASetting(String name, String value, String problem) {
        assertThatThrownBy(() -> read(Map.of(name, value)))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("Settings that need a change: " + name + problem);
    }

    @Test
    void shouldFailAtItsStart() {
        assertThatThrownBy(() -> new DynamoStreamAuditHandler(new Environment(Map.of())))
                .isInstanceOf(InvalidSettingsException.class);
    }

    private static AuditSettings read(Map<String, String> changes) {
        Map<String, String> environment = new HashMap<>(AuditFixture.SETTINGS);
        environment.putAll(changes);
        return AuditSettings.read(new Environment(environment));
    }
}
