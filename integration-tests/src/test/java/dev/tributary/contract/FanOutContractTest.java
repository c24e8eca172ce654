package dev.tributary.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.template.Resource;
import dev.tributary.local.template.Template;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where it is asked for, a stream is read by a consumer of its own (enhanced fan-out), which the role then may; and not elsewhere. */
class FanOutContractTest {

    private static final String CONSUMER = "AWS::Kinesis::StreamConsumer";

    private static final Map<String, String> ASKED = Map.of("EnhancedFanOut", "true");

    /** What has such a parameter, with its function and role. */
    private enum Reader {
        USER_EVENTS(Shipped.FILE, "EnrichmentFunction", "EnrichmentRole", "enrichment", "events"),
        ORDERS(Shipped.FLOW, "StreamProcessorFunction", "StreamProcessorRole", "ingest-orders", "ingest-orders");

        private final Path template;
        private final String function;
        private final String role;
        private final String stream;
        private final String consumer;

        Reader(Path template, String function, String role, String consumer, String stream) {
            this.template = template;
            this.function = function;
            this.role = role;
            this.stream = "arn:aws:kinesis:us-east-1:000000000000:stream/tributary-dev-" + stream;
            this.consumer = this.stream + "/consumer/tributary-dev-" + consumer + ":0";
        }

        Template with(Map<String, String> parameters) {
            Map<String, String> all = new HashMap<>(parameters);
            if (template.equals(Shipped.FLOW)) {
                all.putAll(Shipped.FLOW_PARAMETERS);
            }
            return Template.read(template, all);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadByAConsumerWhereThatIsAskedFor(Reader reader) {
        Template asked = reader.with(ASKED);
        Template shipped = reader.with(Map.of());

        assertThat(stream(asked, reader)).isEqualTo(reader.consumer);
        assertThat(stream(shipped, reader)).isEqualTo(reader.stream);
        assertThat(asked.resources())
                .filteredOn(resource -> resource.type().equals(CONSUMER))
                .hasSize(1);
        assertThat(shipped.resources()).extracting(Resource::type).doesNotContain(CONSUMER);
    }

    @ParameterizedTest
    @EnumSource
    void shouldAllowToSubscribeByTheConsumerAlone(Reader reader) {
        Set<String> grants = new TreeSet<>(Grants.of(Shipped.properties(reader.with(ASKED), reader.role)));
        grants.removeAll(Grants.of(Shipped.properties(reader.with(Map.of()), reader.role)));

        assertThat(grants).containsExactly(Grants.grant("kinesis:SubscribeToShard", reader.consumer));
    }

    private static String stream(Template template, Reader reader) {
        JsonNode events = Shipped.properties(template, reader.function).path("Events");
        assertThat(events).hasSize(1);
        return events.elements().next().at("/Properties/Stream").asText();
    }
}
