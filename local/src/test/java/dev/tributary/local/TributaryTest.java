package dev.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TributaryTest {

    @TempDir
    private Path root;

    private final StringWriter told = new StringWriter();

    @Test
    void shouldTellHowEachCommandIsUsed() {
        assertThat(execute("--help")).isZero();
        assertThat(execute("demo", "--help")).isZero();
        assertThat(told.toString()).contains("Commands:", "./tributary demo --faults 7", "Exit code:");
        assertThat(root).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "up", "env", "send", "tail", "invoke", "redrive"})
    void shouldShowAnExampleOfEachCommand(String command) {
        assertThat(execute(command, "--help")).isZero();
        assertThat(told.toString()).contains("Example", "  ./tributary " + command, "Exit code:");
        assertThat(told.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(execute("--help")).isZero();
        assertThat(told.toString()).containsPattern("(?m)^  " + command + " ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "up --nothing                    | --nothing",
                "up --port 80                    | --port: 80 (expected: 0, or 1024-65000)",
                "up --parameter BatchSize        | --parameter: BatchSize (expected: NAME=VALUE)",
                "up --port many                  | --port: many (expected: a whole number)",
                "demo --faults x                 | --faults: x (expected: a whole number)",
                "help nothing                    | nothing",
                "env now                         | now",
                "send EventStream                | FILE",
                "send EventStream x --key user   | --key: user (expected: a JSON pointer such as /user_id)",
                "send EventStream x --key=       | --key: empty (expected: a JSON pointer such as /user_id)",
                "send EventStream x --rate abc   | --rate: abc (expected: a whole number)",
                "send EventStream x --rate 0     | --rate: 0 (expected: 1 or more)",
                "tail --from-end                 | --from-end",
                "invoke Function                 | EVENT",
                "redrive --since yesterday       | --since: yesterday (expected: such as 30m, 6h, 2d or 2026-01-15T10:30:00Z)",
                "redrive --function F --limit 0  | --limit: 0 (expected: 1 or more)",
                "redrive --function F --rate 0   | --rate: 0 (expected: 1 or more)",
                "redrive --to-source             | --function: missing (expected: whose failures to send back)",
                "invoke Function nowhere.json    | EVENT: nowhere.json (expected: a file that exists, or -)",
                "invoke Function src             | EVENT: src is a folder (expected: a file)",
                "invoke Function pom.xml         | EVENT: pom.xml: not JSON at line 1, column 1 (expected: one JSON document)"
            })
    void shouldRejectWrongOptions(String line, String message) {
        assertThat(execute(line.split(" "))).isEqualTo(2);
        assertThat(told.toString()).contains(message, "Usage: tributary ").doesNotContain("\tat ");
        assertThat(told.toString().lines()).hasSizeLessThanOrEqualTo(4);
        assertThat(told.toString()).endsWith(" --help for more" + System.lineSeparator());
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void shouldShowTheSameHelpByCommand() {
        assertThat(execute("send", "--help")).isZero();
        String help = told.toString();
        assertThat(execute("help", "send")).isZero();
        assertThat(told.toString()).isEqualTo(help + help);
        assertThat(execute("help")).isZero();
        assertThat(told.toString()).contains("Commands:");
    }

    @Test
    void shouldFailWithoutACommand() {
        assertThat(execute()).isEqualTo(2);
        assertThat(told.toString()).contains("Missing required subcommand");
    }

    @Test
    void shouldSayWhatIsWrongWithoutATrace() throws IOException {
        Files.writeString(root.resolve("template.yaml"), "Resources: [");

        assertThat(execute("demo")).isEqualTo(1);
        assertThat(told.toString())
                .startsWith("tributary: ")
                .contains("template.yaml")
                .doesNotContain("tributary.trace")
                .doesNotContain("\tat ");
    }

    private int execute(String... arguments) {
        return Tributary.commandLine(root)
                .setOut(new PrintWriter(told, true))
                .setErr(new PrintWriter(told, true))
                .execute(arguments);
    }
}
