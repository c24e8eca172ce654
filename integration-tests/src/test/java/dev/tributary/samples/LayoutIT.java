package dev.tributary.samples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.local.template.Template;
import dev.tributary.samples.RuntimeApi.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every function of the template starts from what {@code sam build} packs, in a clean JVM under Lambda's own runtime client, and
 * makes of its sample event what {@code events/README.md} says.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "Lambda's runtime client has code for Linux alone")
class LayoutIT {

    /** The functions that have a layer. */
    static final Set<String> LAYERED = Set.of("Inference/MlInferenceFunction");

    private static final byte[] EVENT = "{}".getBytes(UTF_8);

    private static SampleServices services;
    private static BuiltPackage task;
    private static BuiltPackage layer;
    private static BuiltPackage taskWithLayer;

    @BeforeAll
    static void start() throws Exception {
        task = BuiltPackage.ofFunctions();
        layer = BuiltPackage.ofLayer(System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x86_64");
        taskWithLayer = task.with(layer);
        services = SampleServices.start();
    }

    @AfterAll
    static void stop() {
        services.close();
    }

    /** A function of a flow that somebody added needs no sample event. */
    static List<String> functions() {
        return Template.read(Sample.ROOT.resolve("template.yaml"), SampleServices.PARAMETERS).functions().stream()
                .map(FunctionDefinition::logicalId)
                .filter(function -> Sample.of(function).isPresent())
                .toList();
    }

    @Test
    void shouldFindTheFunctionsThatShip() {
        assertThat(functions()).hasSizeGreaterThanOrEqualTo(8).containsAll(LAYERED);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void shouldHandleItsSampleEventFromWhatIsPacked(String logicalId) throws Exception {
        Sample sample = Sample.of(logicalId).orElseThrow();
        boolean isLayered = LAYERED.contains(logicalId);
        services.prepare(sample);

        Outcome outcome = new ManagedRuntime(services.backend())
                .invoke(
                        services.function(logicalId),
                        isLayered ? taskWithLayer : task,
                        layer,
                        services.withObject(sample));

        assertThat(outcome).isInstanceOf(Outcome.Answered.class);
        JsonNode answer = new ObjectMapper().readTree(((Outcome.Answered) outcome).payload());
        assertThat(services.outcome(sample, answer)).isEqualTo(sample.outcome());
    }

    /** And so nothing of what the tests have is on its class path. */
    @Test
    void shouldNotStartWithoutItsLayer() throws Exception {
        FunctionDefinition function = services.function("Inference/MlInferenceFunction");

        Outcome outcome = new ManagedRuntime(services.backend()).invoke(function, task, layer, EVENT);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.at()).isEqualTo("init");
            assertThat(failed.error()).contains("ai/onnxruntime/");
        });
    }

    /** It has the variables of the template, and none of this process. */
    @Test
    void shouldNotStartWithoutItsVariables() throws Exception {
        FunctionDefinition function = services.function("EnrichmentFunction");
        FunctionDefinition bare = new FunctionDefinition(
                function.logicalId(),
                function.name(),
                function.handler(),
                Map.of(),
                function.memoryMb(),
                function.timeout(),
                function.events());

        Outcome outcome = new ManagedRuntime(services.backend()).invoke(bare, task, layer, EVENT);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.at()).isEqualTo("init");
            assertThat(failed.error()).contains("LAKE_BUCKET");
        });
    }
}
