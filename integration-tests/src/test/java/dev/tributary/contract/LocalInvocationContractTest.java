package dev.tributary.contract;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.local.template.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The output with which {@code sam local} finds the resources of a stack tells every function what the stack tells it. */
class LocalInvocationContractTest {

    @Test
    void shouldTellEveryVariableThatNamesAResource(@TempDir Path folder) throws IOException {
        String command = command(folder);
        String json = command.substring(command.indexOf('{'), command.lastIndexOf('\''));
        Map<String, Map<String, String>> told = new ObjectMapper().readValue(json, new TypeReference<>() {});

        assertThat(told)
                .isEqualTo(Shipped.functions().stream()
                        .collect(toMap(
                                FunctionDefinition::logicalId,
                                LocalInvocationContractTest::variablesThatNameResources)));
    }

    @Test
    void shouldInvokeWithASampleEventThatExists(@TempDir Path folder) throws IOException {
        String event = command(folder).replaceFirst(".* --event (\\S+).*", "$1");

        assertThat(Shipped.ROOT.resolve(event)).isRegularFile();
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

    /** The reader resolves resources alone, so the outputs become one. */
    private static String command(Path folder) throws IOException {
        String[] parts = Files.readString(Shipped.FILE).split("\nOutputs:\n", 2);
        Path file = folder.resolve("template.yaml");
        Files.writeString(file, parts[0] + "\n  Outputs:\n    Type: Outputs\n    Properties:\n" + parts[1].indent(4));
        return Shipped.properties(Template.read(file, Map.of()), "Outputs")
                .at("/InvokeLocallyCommand/Value")
                .asText();
    }
}
