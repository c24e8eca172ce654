package dev.tributary.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.json.Json;
import dev.tributary.metrics.Metric;
import dev.tributary.metrics.Metrics;
import dev.tributary.testing.LambdaContext;
import dev.tributary.testing.ManualClock;
import dev.tributary.testing.Records;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduledFunctionTest {

    private final ManualClock clock = new ManualClock(Records.ARRIVAL);
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Metrics metrics = new Metrics("Tributary", clock, new PrintStream(printed, true, UTF_8));

    @Test
    void shouldDoWhatAnEventAsksForAndAnswer() throws IOException {
        String answer = handle("{\"full\": true}", (event, invocation) -> {
            metrics.add(Metric.OBJECTS_READ, 1);
            return Json.object().put("function", invocation.functionName()).<ObjectNode>set("event", event);
        });

        assertThat(answer).isEqualTo("{\"function\":\"enrichment\",\"event\":{\"full\":true}}");
        assertThat(printed.toString(UTF_8)).contains("\"ObjectsRead\":1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"version\": \"0\", \"detail-type\": \"Scheduled Event\", \"source\": \"aws.events\", \"detail\": {}}"
            })
    void shouldAskForNothingInParticularByASchedule(String event) throws IOException {
        assertThat(handle(event, (asked, invocation) -> asked)).isEqualTo("{}");
    }

    @Test
    void shouldPassOtherEventsOfEventBridgeOn() throws IOException {
        String event = "{\"detail-type\":\"Object Created\",\"source\":\"aws.s3\"}";

        assertThat(handle(event, (asked, invocation) -> asked)).isEqualTo(event);
    }

    @Test
    void shouldPrintMetricsAlsoWhereTheRunFails() {
        assertThatThrownBy(() -> handle("{}", (event, invocation) -> {
                    metrics.add(Metric.OBJECTS_READ, 1);
                    throw new IOException("broke off");
                }))
                .hasRootCauseMessage("broke off");
        assertThat(printed.toString(UTF_8)).contains("\"ObjectsRead\":1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"a\": 1, \"a\": 2}"})
    void shouldRefuseWhatIsNoObject(String event) {
        assertThatThrownBy(() -> handle(event, (asked, invocation) -> asked))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("event: ");
    }

    private String handle(String event, ScheduledFunction.Work work) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        new ScheduledFunction(work, metrics, clock)
                .handle(new ByteArrayInputStream(event.getBytes(UTF_8)), answer, new LambdaContext());
        return answer.toString(UTF_8);
    }
}
