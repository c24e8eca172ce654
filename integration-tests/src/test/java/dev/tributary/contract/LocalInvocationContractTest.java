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
                        .filter(function -> !Shipped.isOfAddedFlow(function) || told.containsKey(function.logicalId()))
                        .collect(toMap(
                                FunctionDefinition::logicalId,
                                LocalInvocationContractTest::variablesThatNameResources)));
    }

    @Test
    void shouldInvokeWhatItTellsWithASampleEventThatExists() {
        assertThat(commands())
                .extracting(LocalInvocationContractTest::function)
                .doesNotHaveDuplicates()
                .containsAll(Shipped.functions().stream()
                        .filter(function -> !Shipped.isOfAddedFlow(function))
                        .map(FunctionDefinition::logicalId)
                        .toList());
        assertThat(commands()).allSatisfy(command -> {
            assertThat(command).contains("sam local invoke " + function(command) + " ");
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

    /** The function that a command is for, by the variables it writes. */
    private static String function(String command) {
        return command.replaceFirst(".*'\\{\"([\\w/]+)\".*", "$1");
    }

    private static List<String> commands() {
        return Shipped.template(Map.of()).outputs().entrySet().stream()
                .filter(output -> output.getKey().matches("Invoke\\w*LocallyCommand"))
                .map(Map.Entry::getValue)
                .toList();
    }
}
