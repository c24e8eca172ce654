package dev.tributary.contract;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.tributary.local.template.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code samconfig.toml} says fits the template. */
class SamConfigContractTest {

    private static final Pattern OVERRIDE = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    /** Each config environment with its name. */
    static List<Map.Entry<String, JsonNode>> environments() throws IOException {
        JsonNode config = new TomlMapper().readTree(Files.readString(Shipped.ROOT.resolve("samconfig.toml")));
        return config.properties().stream()
                .filter(section -> section.getValue().isObject())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("environments")
    void shouldGiveParametersThatTheTemplateHasAndTakes(Map.Entry<String, JsonNode> environment) {
        String text = environment
                .getValue()
                .at("/deploy/parameters/parameter_overrides")
                .asText();
        Map<String, String> overrides = OVERRIDE.matcher(text)
                .results()
                .collect(toMap(override -> override.group(1), override -> override.group(2)));

        assertThat(OVERRIDE.matcher(text).replaceAll("")).isBlank();
        assertThat(overrides).containsKey("Environment");
        assertThat(Template.parameterProblems(Shipped.FILE, overrides)).isEmpty();
    }

    /** Two stages are two stacks, and one stage is always the same. */
    @ParameterizedTest
    @MethodSource("environments")
    void shouldNameTheStackAfterItsStage(Map.Entry<String, JsonNode> environment) {
        String name = environment.getKey();
        JsonNode deploy = environment.getValue().at("/deploy/parameters");
        String stack = "tributary-" + (name.equals("default") ? "dev" : name);

        assertThat(environment.getValue().at("/global/parameters/stack_name").asText())
                .isEqualTo(stack);
        assertThat(deploy.path("s3_prefix").asText()).isEqualTo(stack);
        assertThat(deploy.path("parameter_overrides").asText())
                .contains("Environment=\"" + stack.replace("tributary-", "") + "\"");
    }

    @ParameterizedTest
    @MethodSource("environments")
    void shouldAcknowledgeWhatTheTemplateNeeds(Map.Entry<String, JsonNode> environment) throws IOException {
        JsonNode deploy = environment.getValue().at("/deploy/parameters");

        assertThat(deploy.path("capabilities").asText().split(" "))
                .containsExactly(hasNamedRoles() ? "CAPABILITY_NAMED_IAM" : "CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND");
        assertThat(deploy.path("resolve_s3").asBoolean()).isTrue();
        assertThat(deploy.has("confirm_changeset")).isTrue();
    }

    private static boolean hasNamedRoles() throws IOException {
        for (Path file : Shipped.templates()) {
            if (Pattern.compile("(?m)^ +(Role|ManagedPolicy|User|Group|InstanceProfile)Name: !?(Sub )?tributary")
                    .matcher(Files.readString(file))
                    .find()) {
                return true;
            }
        }
        return false;
    }
}
