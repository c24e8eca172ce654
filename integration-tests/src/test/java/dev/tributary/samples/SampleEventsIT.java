package dev.tributary.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.contract.TemplateCopy;
import dev.tributary.local.backend.Backend;
import dev.tributary.local.invoke.InvokeCommand;
import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.local.up.RunningPipeline;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What {@code ./tributary invoke} makes of each sample event is what {@code events/README.md} says. */
class SampleEventsIT {

    private static final Properties BEFORE = (Properties) System.getProperties().clone();
    private static final Pattern FAILURE = Pattern.compile("failed: (?:[a-z]\\w*\\.)*(\\w+)");

    @TempDir
    static Path root;

    private static SampleServices services;
    private static FileChannel lock;

    /** A pipeline whose functions nothing but the command invokes. */
    @BeforeAll
    static void start() throws IOException {
        services = SampleServices.start();
        assertThat(new TemplateCopy(root).file()).exists();
        Path folder = Files.createDirectories(root.resolve("target/up"));
        lock = FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        assertThat(lock.tryLock()).isNotNull();
        Files.writeString(
                folder.resolve("state.json"),
                new ObjectMapper()
                        .writeValueAsString(new RunningPipeline(
                                ProcessHandle.current().pid(),
                                Backend.REGION,
                                Backend.ACCOUNT,
                                services.backend().endpoints(),
                                null,
                                SampleServices.PARAMETERS)));
    }

    @AfterAll
    static void stop() throws IOException {
        lock.close();
        services.close();
        System.setProperties(BEFORE);
    }

    static List<Sample> samples() {
        return Sample.all();
    }

    @Test
    void shouldBeInTheIndexEach() throws IOException {
        String index = Files.readString(Sample.FOLDER.resolve("README.md"));
        try (Stream<Path> files = Files.walk(Sample.FOLDER)) {
            List<String> names = files.filter(Files::isRegularFile)
                    .map(file -> Sample.FOLDER.relativize(file).toString())
                    .filter(name -> !name.equals("README.md"))
                    .toList();
            assertThat(names).allSatisfy(name -> assertThat(index).contains("](" + name + ")"));
            assertThat(samples())
                    .extracting(Sample::file)
                    .containsExactlyInAnyOrderElementsOf(names.stream()
                            .filter(name -> name.endsWith(".json"))
                            .toList());
        }
    }

    @Test
    void shouldShowOfEveryFunctionWhatSucceedsAndWhatDoesNot() {
        assertThat(services.functions().stream()
                        .map(FunctionDefinition::logicalId)
                        .filter(function -> Sample.of(function).isPresent()))
                .hasSizeGreaterThanOrEqualTo(8)
                .allSatisfy(function -> assertThat(samples())
                        .filteredOn(sample -> sample.function().equals(function))
                        .extracting(Sample::outcome)
                        .anyMatch(outcome -> outcome.contains(" in ") || outcome.contains("handed back"))
                        .anyMatch(outcome -> outcome.contains("dead letters") || outcome.contains("fails")));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldComeToWhatTheIndexSays(Sample sample) throws IOException {
        services.prepare(sample);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        int exitCode = new CommandLine(new InvokeCommand(root))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(sample.function(), sample.path().toString());

        assertThat(outcome(sample, exitCode, out.toString(), err.toString()))
                .as("%s%s", out, err)
                .isEqualTo(sample.outcome());
    }

    private static String outcome(Sample sample, int exitCode, String out, String err) throws IOException {
        if (exitCode == 0) {
            return services.outcome(sample, new ObjectMapper().readTree(out));
        }
        Matcher failure = FAILURE.matcher(err);
        assertThat(failure.find()).as(err).isTrue();
        return "fails: " + failure.group(1);
    }
}
