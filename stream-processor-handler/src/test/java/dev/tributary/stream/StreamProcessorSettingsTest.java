package dev.tributary.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.config.Environment;
import dev.tributary.config.InvalidSettingsException;
import dev.tributary.lake.LakeLocation;
import dev.tributary.stream.apply.ArchiveOnly;
import dev.tributary.stream.apply.Effect;
import dev.tributary.stream.apply.EventProcessor;
import dev.tributary.stream.apply.Items;
import dev.tributary.stream.event.Event;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamProcessorSettingsTest {

    /** A processor that has no settings. */
    public static class Plain implements EventProcessor {

        @Override
        public List<String> items(Event event) {
            return List.of();
        }

        @Override
        public Effect apply(Event event, Items items) {
            throw new UnsupportedOperationException();
        }
    }

    /** A processor that nobody can make. */
    public static final class Closed extends Plain {

        private Closed() {}
    }

    @Test
    void shouldReadEverySetting() {
        StreamProcessorSettings settings = read(Map.of("MARKER_RETENTION_DAYS", "3"));

        assertThat(settings.archive()).isEqualTo(new LakeLocation("lake", "events", "tally"));
        assertThat(settings.processor()).isInstanceOf(Tally.class);
        assertThat(settings.table()).isEqualTo("events");
        assertThat(settings.markerRetention()).isEqualTo(Duration.ofDays(3));
        assertThat(settings.topicArn()).endsWith(":alerts");
        assertThat(settings.deadLetterQueueUrl()).isEqualTo("queue");
        assertThat(settings.deadLetterBucket()).isEqualTo("failures");
        assertThat(settings.metricsNamespace()).isEqualTo("Tributary");
    }

    @Test
    void shouldMakeAProcessorWithOrWithoutSettingsAndNoneWhereNoneIsNamed() {
        assertThat(read(Map.of("PROCESSOR_SETTINGS", "{\"eventsPerTransaction\":7}"))
                        .processor()
                        .eventsPerTransaction())
                .isEqualTo(7);
        assertThat(read(Map.of("EVENT_PROCESSOR", Plain.class.getName())).processor())
                .isInstanceOf(Plain.class);
        assertThat(read(Map.of("EVENT_PROCESSOR", "", "TOPIC_ARN", "")).processor())
                .isInstanceOf(ArchiveOnly.class);
    }

    @Test
    void shouldNameEverySettingThatIsMissing() {
        assertThatThrownBy(() -> StreamProcessorSettings.read(new Environment(Map.of("EVENT_PROCESSOR", "x"))))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("Settings that need a change: "
                        + "LAKE_BUCKET: missing (expected: a text); "
                        + "EVENT_TYPE: missing (expected: a name such as orders: [a-z][a-z0-9_]{0,63}); "
                        + "TABLE_NAME: missing (expected: a text); "
                        + "TOPIC_ARN: missing (expected: a text); "
                        + "DEAD_LETTER_QUEUE_URL: missing (expected: a text); "
                        + "DEAD_LETTER_BUCKET: missing (expected: a text); "
                        + "METRICS_NAMESPACE: missing (expected: a text)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Orders", "7", "a-b", "a/b", "../x"})
    void shouldRefuseATypeThatIsNoName(String type) {
        assertThatThrownBy(() -> read(Map.of("EVENT_TYPE", type)))
                .hasMessage("Settings that need a change: EVENT_TYPE: " + type
                        + " (expected: a name such as orders: [a-z][a-z0-9_]{0,63})");
    }

    @Test
    void shouldSayWhereTheSchemaOfATypeShouldBe() {
        assertThatThrownBy(() -> read(Map.of("EVENT_TYPE", "refunds", "EVENT_PROCESSOR", "none")))
                .hasMessage("Settings that need a change: "
                        + "EVENT_TYPE: no event-types/refunds.json on the class path (expected: its JSON Schema); "
                        + "EVENT_PROCESSOR: none (expected: a class on the class path)");
    }

    @Test
    void shouldSayWhatIsWrongWithAProcessor() {
        assertProcessorRefused(
                "java.lang.String",
                "java.lang.String (expected: a class that implements " + EventProcessor.class.getName());
        String constructor = " (expected: a public class with a public constructor that takes a JsonNode or nothing)";
        assertProcessorRefused(Closed.class.getName(), Closed.class.getName() + constructor);
        assertProcessorRefused(EventProcessor.class.getName(), EventProcessor.class.getName() + constructor);
        assertThatThrownBy(() -> read(Map.of("PROCESSOR_SETTINGS", "{\"colour\":\"red\"}")))
                .hasMessage("Settings that need a change: EVENT_PROCESSOR: dev.tributary.stream.Tally"
                        + " (expected: settings that it takes; it says: colour: unknown (expected: none))");
        assertThatThrownBy(() -> read(Map.of("PROCESSOR_SETTINGS", "{\"eventsPerTransaction\":101}")))
                .hasMessage("Settings that need a change: EVENT_PROCESSOR: dev.tributary.stream.Tally:"
                        + " 101 events per transaction (expected: 1-100)");
        assertThatThrownBy(() -> read(Map.of("PROCESSOR_SETTINGS", "[]")))
                .hasMessage("Settings that need a change: PROCESSOR_SETTINGS: a JSON array (expected: an object)");
    }

    private static void assertProcessorRefused(String name, String problem) {
        assertThatThrownBy(() -> read(Map.of("EVENT_PROCESSOR", name)))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageStartingWith("Settings that need a change: EVENT_PROCESSOR: " + problem);
    }

    private static StreamProcessorSettings read(Map<String, String> changes) {
        Map<String, String> environment = new HashMap<>(FlowFixture.SETTINGS);
        environment.putAll(changes);
        return StreamProcessorSettings.read(new Environment(environment));
    }
}
