package dev.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                .doesNotContain("\tat ");
    }

    private int execute(String... arguments) {
        return Tributary.commandLine(root)
                .setOut(new PrintWriter(told, true))
                .setErr(new PrintWriter(told, true))
                .execute(arguments);
    }
}
