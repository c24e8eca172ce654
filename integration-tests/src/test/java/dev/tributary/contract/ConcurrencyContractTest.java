package dev.tributary.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.template.Template;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Concurrency is reserved where it is asked for, and nowhere else: to Lambda, 0 does not mean none but that nothing may run. */
class ConcurrencyContractTest {

    private static final String RESERVED = "ReservedConcurrentExecutions";

    @ParameterizedTest
    @CsvSource({
        "FunctionReservedConcurrency, EnrichmentFunction",
        "PipeFunctionReservedConcurrency, PipesEnrichmentFunction",
        "AuditFunctionReservedConcurrency, AuditFunction",
        "ChangeFunctionReservedConcurrency, ChangeData/CdcTransformFunction"
    })
    void shouldReserveWhatIsAskedFor(String parameter, String function) {
        assertThat(reserved(Shipped.template(Map.of(parameter, "7")), function).asInt())
                .isEqualTo(7);
        assertThat(reserved(Shipped.template(), function).isMissingNode()).isTrue();
    }

    @Test
    void shouldReserveForAFlowThatAsksForIt() {
        Map<String, String> needed = new HashMap<>(Shipped.FLOW_PARAMETERS);
        needed.put("FunctionReservedConcurrency", "7");

        assertThat(reserved(Template.read(Shipped.FLOW, needed), "StreamProcessorFunction")
                        .asInt())
                .isEqualTo(7);
        assertThat(reserved(Shipped.template(), "OrdersFlow/StreamProcessorFunction")
                        .isMissingNode())
                .isTrue();
    }

    private static JsonNode reserved(Template template, String function) {
        return Shipped.properties(template, function).path(RESERVED);
    }
}
