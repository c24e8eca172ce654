package dev.tributary.local.demo.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.local.demo.account.ExactJson;
import dev.tributary.local.demo.account.Source;
import dev.tributary.local.template.FunctionDefinition;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventFlowsTest {

    private static final URI API = URI.create("http://127.0.0.1:1/v1");

    private final Map<String, String> variables = new HashMap<>(Map.of(
            "EVENT_TYPE", "orders",
            "PROCESSOR_SETTINGS", "{\"alertAbove\":50.5}",
            "TABLE_NAME", "orders-table",
            "TOPIC_ARN", "alerts-topic",
            "MAX_EVENT_BYTES", "2048"));

    @Test
    void shouldFindTheStreamAndTheRulesOfAFlow() {
        assertThat(source())
                .contains(new FlowSource(
                        "ingest-orders",
                        new Orders(new BigDecimal("50.5")),
                        "orders-table",
                        "alerts-topic",
                        2_048,
                        API));
    }

    @Test
    void shouldTakeTheAmountThatAlertsByDefault() {
        variables.put("PROCESSOR_SETTINGS", "{}");

        assertThat(source())
                .get()
                .extracting(source -> ((FlowSource) source).type())
                .isEqualTo(new Orders(new BigDecimal("1000")));
    }

    @Test
    void shouldLeaveOutTypesThatItDoesNotKnow() {
        variables.put("EVENT_TYPE", "shipments");
        assertThat(source()).isEmpty();

        variables.remove("EVENT_TYPE");
        assertThat(source()).isEmpty();
    }

    @Test
    void shouldNameAVariableThatIsMissing() {
        variables.remove("TABLE_NAME");

        assertThatThrownBy(this::source).hasMessage("OrdersFlow/StreamProcessorFunction has no variable TABLE_NAME");
    }

    private Optional<Source> source() {
        FunctionDefinition.Event event = new FunctionDefinition.Event(
                "TypedEvents",
                "Kinesis",
                ExactJson.parse("{\"Stream\":\"arn:aws:kinesis:us-east-1:000000000000:stream/ingest-orders\"}"));
        return EventFlows.source(
                new FunctionDefinition(
                        "OrdersFlow/StreamProcessorFunction",
                        "ingest-orders",
                        "a.B::c",
                        variables,
                        512,
                        Duration.ofSeconds(30),
                        List.of(event)),
                API);
    }
}
