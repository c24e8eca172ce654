package dev.tributary.contract;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.lambda.ObjectNotifications;
import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.record.ObjectVersion;
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
            assertThat(Shipped.ROOT.resolve(
                            command.replaceFirst(".* (events/" + function(command) + "\\.json) .*", "$1")))
                    .isRegularFile();
        });
    }

    /** What a shell, {@code sed} and {@code sam} would make of it, with the bucket of another stack. */
    @Test
    void shouldTellTheVersionOfTheObjectThatItPuts() throws Exception {
        String command = Shipped.template(Map.of("Environment", "elsewhere"))
                .outputs()
                .getOrDefault("InvokeChangeDataLocallyCommand", "");
        String key = command.replaceFirst(".* --key (\\S+) .*", "$1");
        String edit = command.replaceFirst(".* && sed (.*) \\| sam local invoke .* --event - .*", "sed $1");
        assertThat(command).contains(" --body events/ChangeData/" + key + " ");
        assertThat(Shipped.ROOT.resolve("events/ChangeData/" + key)).isRegularFile();

        Process shell = new ProcessBuilder("sh", "-c", "VERSION=3sL4kqtJlcpXroDTDmJ.xUZJ; " + edit)
                .directory(Shipped.ROOT.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        ObjectVersion object =
                ObjectNotifications.from(shell.getInputStream()).get(0).object();

        assertThat(shell.waitFor()).isZero();
        assertThat(object.bucket()).isEqualTo("tributary-elsewhere-changes-000000000000-us-east-1");
        assertThat(object.key()).isEqualTo(key);
        assertThat(object.versionId()).contains("3sL4kqtJlcpXroDTDmJ.xUZJ");
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
