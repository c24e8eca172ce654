package dev.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every call of {@code ./tributary} that the documentation shows has a command and options that there are. */
class DocumentedCommandsTest {

    private static final Path ROOT = Path.of("..");

    /** A call within a text, up to where the shell or the sentence ends it. */
    private static final Pattern CALL = Pattern.compile("\\./tributary((?: +(?:'[^']*'|[^\\s|;#`)<>\"&']+)+)+)");

    private static final Pattern WORD = Pattern.compile("(?:'[^']*'|[^\\s'])+");

    static Stream<String> calls() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")));
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            docs.filter(page -> page.toString().endsWith(".md")).forEach(pages::add);
        }
        List<String> calls = new ArrayList<>();
        for (Path page : pages) {
            boolean isShell = false;
            for (String line : Files.readAllLines(page)) {
                if (line.strip().startsWith("```")) {
                    isShell = line.strip().equals("```sh");
                }
                Matcher call = CALL.matcher(line);
                while (isShell && call.find()) {
                    calls.add(call.group(1).strip());
                }
            }
        }
        return calls.stream().distinct();
    }

    @Test
    void theDocumentationShowsEachCommand() throws IOException {
        assertThat(calls().map(call -> call.replaceFirst(" .*", "")).distinct())
                .contains("demo", "up", "env", "send", "tail", "invoke", "redrive");
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aCallOfTheDocumentationIsOneThatTheCommandTakes(String call) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(call);
        while (word.find()) {
            words.add(word.group().replace("'", ""));
        }
        CommandLine commandLine = Tributary.commandLine(ROOT);

        assertThatCode(() -> commandLine.parseArgs(words.toArray(new String[0])))
                .doesNotThrowAnyException();
    }
}
