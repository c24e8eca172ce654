package dev.tributary.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.local.template.Template;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One parameter decides whether X-Ray traces: all functions and the API, or none, and the roles may send traces only then. */
class TracingContractTest {

    private static final Template TRACED = Shipped.template(Map.of("Tracing", "Active"));

    @ParameterizedTest
    @MethodSource(Shipped.FUNCTIONS)
    void shouldTraceEachFunctionThatMaySendTraces(FunctionDefinition function) {
        assertThat(Shipped.properties(TRACED, function.logicalId())
                        .path("Tracing")
                        .asText())
                .isEqualTo("Active");
        assertThat(tracing(TRACED, function))
                .containsExactlyInAnyOrder("xray:PutTraceSegments on *", "xray:PutTelemetryRecords on *");
    }

    @ParameterizedTest
    @MethodSource(Shipped.FUNCTIONS)
    void shouldTraceNoneAsShipped(FunctionDefinition function) {
        assertThat(Shipped.properties(Shipped.template(), function.logicalId())
                        .path("Tracing")
                        .asText())
                .isEqualTo("PassThrough");
        assertThat(tracing(Shipped.template(), function)).isEmpty();
    }

    @Test
    void shouldTraceTheApiByTheSameRule() {
        assertThat(List.of(isApiTraced(TRACED), isApiTraced(Shipped.template())))
                .containsExactly(true, false);
    }

    private static boolean isApiTraced(Template template) {
        return Shipped.properties(template, "EventApi/EventApi")
                .path("TracingEnabled")
                .booleanValue();
    }

    private static List<String> tracing(Template template, FunctionDefinition function) {
        return Grants.of(Shipped.roleOf(template, function).properties()).stream()
                .filter(grant -> grant.startsWith("xray:"))
                .toList();
    }
}
