package dev.tributary.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.backend.Backend;
import dev.tributary.scenarios.Event.Sent;
import dev.tributary.scenarios.Found.Letter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Either system without the other, and both at once. */
abstract class SwitchScenarios extends Scenarios {

    private static final Event BAD = Event.of("bad", "not JSON");

    SwitchScenarios(Backend backend) {
        super(backend);
    }

    @ParameterizedTest
    @EnumSource
    void shouldRunWithoutTheOther(Flow flow) {
        Deployed system = system(flow, Map.of());
        List<Sent> sent = system.send(List.of(flow.event(1)));

        system.run();

        String prefix = "tributary-" + system.environment() + "-";
        assertThat(backend()
                        .clients()
                        .kinesis()
                        .listStreams(call -> call.exclusiveStartStreamName(prefix))
                        .streamNames())
                .filteredOn(name -> name.startsWith(prefix))
                .containsExactly(system.stream());
        assertThat(system.found().writtenIds()).containsExactly(sent.get(0).recordId());
    }

    @Test
    void shouldRunBesideTheOtherIntoTheSameLakeAndDeadLetterQueue() {
        Map<String, String> both = new HashMap<>(Flow.PRODUCT_EVENTS.parameters());
        both.putAll(Flow.USER_EVENTS.parameters());
        both.putAll(Map.of("DeployEnrichment", "true", "DeployPipes", "true"));
        Deployed users = system(Flow.USER_EVENTS, both);
        both.put("Environment", users.environment());
        Deployed products = system(Flow.PRODUCT_EVENTS, both);
        List<Sent> ofUsers = users.send(List.of(Flow.USER_EVENTS.event(1), BAD));
        List<Sent> ofProducts = products.send(List.of(Flow.PRODUCT_EVENTS.event(1), BAD));

        users.run();

        assertThat(users.found().writtenIds())
                .containsExactlyInAnyOrder(
                        ofUsers.get(0).recordId(), ofProducts.get(0).recordId());
        assertThat(users.found().deadLetters())
                .extracting(Letter::recordId)
                .containsExactlyInAnyOrder(
                        ofUsers.get(1).recordId(), ofProducts.get(1).recordId());
    }
}
