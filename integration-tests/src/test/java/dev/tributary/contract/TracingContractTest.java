package dev.tributary.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.local.template.Resource;
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
        assertThat(tracing(TRACED, roleOf(function)))
                .containsExactlyInAnyOrder("xray:PutTraceSegments on *", "xray:PutTelemetryRecords on *");
    }

    @ParameterizedTest
    @MethodSource(Shipped.FUNCTIONS)
    void shouldTraceNoneAsShipped(FunctionDefinition function) {
        assertThat(Shipped.properties(Shipped.template(), function.logicalId())
                        .path("Tracing")
                        .asText())
                .isEqualTo("PassThrough");
        assertThat(tracing(Shipped.template(), roleOf(function))).isEmpty();
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

    /** The logical id of the role, which stands beside its function. */
    private static String roleOf(FunctionDefinition function) {
        String arn =
                Shipped.properties(TRACED, function.logicalId()).path("Role").asText();
        return TRACED.resources().stream()
                .filter(resource ->
                        resource.type().equals("AWS::IAM::Role") && arn.endsWith("/" + resource.physicalName()))
                .map(Resource::logicalId)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no role " + arn));
    }

    private static List<String> tracing(Template template, String role) {
        return Grants.of(Shipped.properties(template, role)).stream()
                .filter(grant -> grant.startsWith("xray:"))
                .toList();
    }
}
