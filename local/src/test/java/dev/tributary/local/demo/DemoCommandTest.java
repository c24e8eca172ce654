package dev.tributary.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DemoCommandTest {

    private final StringWriter told = new StringWriter();

    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--events=0        | --events: 0 (expected: 1-1000000)",
                "--events=-5       | --events: -5 (expected: 1-1000000)",
                "--events=1000001  | --events: 1000001 (expected: 1-1000000)",
                "--events=many     | '--events'",
                "--faults=always   | '--faults'",
                "--event=5         | --event=5"
            })
    void shouldRejectWrongOptions(String option, String message) {
        assertThat(execute(option)).isEqualTo(2);
        assertThat(told.toString()).contains(message).doesNotContain("\tat ");
        assertThat(root).isEmptyDirectory();
    }

    private int execute(String... options) {
        return new CommandLine(new DemoCommand(root))
                .setErr(new PrintWriter(told, true))
                .setOut(new PrintWriter(told, true))
                .execute(options);
    }
}
