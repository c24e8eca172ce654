package dev.tributary.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audit.DynamoStreamAuditHandler;
import dev.tributary.config.Environment;
import dev.tributary.config.InvalidSettingsException;
import dev.tributary.local.template.Resource;
import dev.tributary.local.template.TemplateException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parameters of the table audit reach the function in its own form, and the trail is kept and locked as they say. */
class AuditContractTest {

    /** Clients ask for a region when they are built, and call nothing. */
    @BeforeAll
    static void setRegion() {
        System.setProperty("aws.region", "us-east-1");
    }

    @Test
    void shouldTellTheFunctionListsAsItReadsThem() {
        Map<String, String> environment = environment(Map.of(
                "AuditRedactedAttributes", "IPAddress,User-Agent",
                "AuditRedactionKey", "k".repeat(32),
                "AuditNotifyEvents", "REMOVE",
                "AuditNotifyAttributes", "ActivityType"));

        new DynamoStreamAuditHandler(new Environment(environment)); // fails on what it does not take
        assertThat(environment)
                .containsEntry("REDACTED_ATTRIBUTES", "[\"IPAddress\",\"User-Agent\"]")
                .containsEntry("NOTIFY_EVENTS", "[\"REMOVE\"]")
                .containsEntry("NOTIFY_ATTRIBUTES", "[\"ActivityType\"]");
    }

    @Test
    void shouldTellOfEveryKindOfChangeAsShippedAndOfNoneIfAsked() {
        assertThat(environment(Map.of()))
                .containsEntry("NOTIFY_EVENTS", "[\"INSERT\",\"MODIFY\",\"REMOVE\"]")
                .containsEntry("NOTIFY_ATTRIBUTES", "[]")
                .containsEntry("REDACTED_ATTRIBUTES", "[]");
        assertThat(environment(Map.of("AuditNotifyEvents", ""))).containsEntry("NOTIFY_EVENTS", "[]");
    }

    /** The template refuses it; and so does the function, if its variables were changed. */
    @Test
    void shouldNotRedactWithoutAKey() {
        assertThatThrownBy(() -> Shipped.template(Map.of("AuditRedactedAttributes", "IPAddress")))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("AuditRedactedAttributes needs an AuditRedactionKey");

        Map<String, String> variables = new HashMap<>(environment(Map.of()));
        variables.put("REDACTED_ATTRIBUTES", "[\"IPAddress\"]");
        Environment environment = new Environment(variables);
        assertThatThrownBy(() -> new DynamoStreamAuditHandler(environment))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("REDACTION_KEY");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AuditRedactedAttributes | a,,b",
                "AuditRedactedAttributes | a\"b",
                "AuditNotifyAttributes | a, b",
                "AuditNotifyEvents | INSERT,UPDATE",
                "AuditRedactionKey | short",
                "AuditEmail | auditor"
            })
    void shouldRefuseWhatTheFunctionWouldNotTake(String parameter, String value) {
        assertThatThrownBy(() -> Shipped.template(Map.of(parameter, value)))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(parameter);
    }

    @Test
    void shouldLockTheTrailOnlyForTheDaysThatAreAsked() {
        assertThat(bucket(Map.of()).path("ObjectLockEnabled").booleanValue()).isTrue();
        assertThat(bucket(Map.of()).path("ObjectLockConfiguration")).hasToString("{\"ObjectLockEnabled\":\"Enabled\"}");
        assertThat(bucket(Map.of("AuditObjectLockDays", "365")).at("/ObjectLockConfiguration/Rule/DefaultRetention"))
                .hasToString("{\"Mode\":\"GOVERNANCE\",\"Days\":365}");
    }

    @Test
    void shouldKeepTheTrailForTheDaysThatAreAsked() {
        JsonNode rule = bucket(Map.of("AuditRetentionDays", "400")).at("/LifecycleConfiguration/Rules/0");

        assertThat(rule.path("Prefix").asText()).isEqualTo("audit-logs/");
        assertThat(rule.path("Transitions"))
                .hasToString("[{\"StorageClass\":\"STANDARD_IA\",\"TransitionInDays\":30},"
                        + "{\"StorageClass\":\"GLACIER\",\"TransitionInDays\":60}]");
        assertThat(rule.path("ExpirationInDays").asInt()).isEqualTo(400);
    }

    @Test
    void shouldSubscribeAnAddressOnlyIfThereIsOne() {
        Map<String, String> silent = new HashMap<>(Shipped.EVERYTHING);
        silent.remove("AuditEmail");
        List<String> others = Shipped.template(silent).resources().stream()
                .map(Resource::logicalId)
                .toList();

        assertThat(Shipped.template().resources())
                .extracting(Resource::logicalId)
                .filteredOn(resource -> !others.contains(resource))
                .containsExactly("AuditEmailSubscription");
        assertThat(Shipped.properties(Shipped.template(), "AuditEmailSubscription"))
                .hasToString("{\"TopicArn\":\"" + environment(Map.of()).get("TOPIC_ARN")
                        + "\",\"Protocol\":\"email\",\"Endpoint\":\"auditor@example.com\"}");
    }

    private static Map<String, String> environment(Map<String, String> parameters) {
        return Shipped.function(Shipped.template(parameters), "AuditFunction").environment();
    }

    private static JsonNode bucket(Map<String, String> parameters) {
        return Shipped.properties(Shipped.template(parameters), "AuditBucket");
    }
}
