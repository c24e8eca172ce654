package dev.tributary.contract;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.template.FunctionDefinition;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The outputs with which {@code sam local} finds the resources of a stack tell each function what the stack tells it. */
class LocalInvocationContractTest {

    @Test
    void shouldTellEveryVariableThatNamesAResource() throws IOException {
        Map<String, Map<String, String>> told = new HashMap<>();
        for (String command : commands()) {
            String json = command.substring(command.indexOf('{'), command.lastIndexOf('\''));
            told.putAll(new ObjectMapper().readValue(json, new TypeReference<>() {}));
        }

        assertThat(told)
                .isEqualTo(Shipped.functions().stream()
                        .collect(toMap(
                                FunctionDefinition::logicalId,
                                LocalInvocationContractTest::variablesThatNameResources)));
    }

    @Test
    void shouldInvokeWhatItTellsWithASampleEventThatExists() {
        assertThat(commands()).hasSameSizeAs(Shipped.functions()).allSatisfy(command -> {
            String function = command.replaceFirst(".*'\\{\"([\\w/]+)\".*", "$1");
            assertThat(command).contains("sam local invoke " + function + " ");
            assertThat(Shipped.ROOT.resolve(command.replaceFirst(".* --event (\\S+).*", "$1")))
                    .isRegularFile();
        });
    }

    /** All names of resources hold the environment, and nothing else does. */
    private static Map<String, String> variablesThatNameResources(FunctionDefinition function) {
        Map<String, String> elsewhere = Shipped.template(Map.of("Environment", "elsewhere")).functions().stream()
                .filter(other -> other.logicalId().equals(function.logicalId()))
                .findFirst()
                .orElseThrow()
                .environment();
        return function.environment().entrySet().stream()
                .filter(variable -> !variable.getValue().equals(elsewhere.get(variable.getKey())))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<String> commands() {
        return Shipped.template(Map.of()).outputs().entrySet().stream()
                .filter(output -> output.getKey().matches("Invoke\\w*LocallyCommand"))
                .map(Map.Entry::getValue)
                .toList();
    }
}
