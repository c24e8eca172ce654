package dev.tributary.contract;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.template.Resource;
import dev.tributary.metrics.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Saved log queries name messages and fields that the functions' logs have: one that is misspelt finds nothing, and says so to
 * nobody. What is logged is read from the sources.
 */
class LogQueryContractTest {

    /** One statement that logs, from its level to its end. */
    private static final Pattern STATEMENT =
            Pattern.compile("\\bLOG\\s*\\.(?:info|warn|error)\\((.*?)\\);", Pattern.DOTALL);

    private static final Pattern FIRST_TEXT = Pattern.compile("^\\s*\"([^\"]*)\"");

    private static final Pattern ENTRY = Pattern.compile("\\bentry\\(\\s*\"(\\w+)\"");

    /** In a query: the message that it looks for. */
    private static final Pattern SOUGHT = Pattern.compile("filter message (=|like) \"([^\"]+)\"");

    private static final Pattern TEXT_OR_EXPRESSION = Pattern.compile("\"[^\"]*\"|/(?:[^/\\\\\\n]|\\\\.)+/");

    private static final Pattern NAME_GIVEN = Pattern.compile("\\bas (\\w+)|\\?<(\\w+)>");

    /** A field, but no function. */
    private static final Pattern FIELD = Pattern.compile("(?<![\\w@.])@?[A-Za-z_][\\w.]*+(?! *\\()");

    private static final Set<String> WORDS = Set.of(
            "filter", "stats", "display", "sort", "limit", "parse", "by", "as", "and", "or", "in", "like", "asc",
            "desc");

    /** Of every line, as {@code JsonLoggerTest} has them. */
    private static final Set<String> OF_A_LINE =
            Set.of("level", "message", "logger", "timestamp", "function_name", "error.name", "error.message");

    /** What CloudWatch Logs finds in Lambda's logs (its user guide, "Supported logs and discovered fields"). */
    private static final Set<String> DISCOVERED = Set.of(
            "@timestamp",
            "@message",
            "@log",
            "@logStream",
            "@type",
            "@requestId",
            "@duration",
            "@billedDuration",
            "@initDuration",
            "@memorySize",
            "@maxMemoryUsed");

    private static List<Logged> logged = List.of();

    /**
     * What a statement logs.
     *
     * @param message as far as it is one text
     */
    private record Logged(String message, Set<String> fields) {}

    @BeforeAll
    static void readSources() {
        logged = Shipped.sources().stream()
                .filter(file ->
                        file.toString().contains("/src/main/java/") && !file.startsWith(Shipped.ROOT.resolve("local")))
                .flatMap(LogQueryContractTest::logged)
                .toList();
        assertThat(logged).hasSizeGreaterThan(10);
    }

    private static Stream<Logged> logged(Path file) {
        try {
            return STATEMENT.matcher(Files.readString(file)).results().map(statement -> {
                Matcher message = FIRST_TEXT.matcher(statement.group(1));
                return new Logged(
                        message.find() ? message.group(1) : "",
                        ENTRY.matcher(statement.group(1))
                                .results()
                                .map(entry -> entry.group(1))
                                .collect(toSet()));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("queries")
    void shouldAskForWhatIsLogged(Resource query) {
        String text = query.properties().path("QueryString").asText();
        Set<String> known = new TreeSet<>(OF_A_LINE);
        known.addAll(DISCOVERED);
        Arrays.stream(Metric.values()).map(Metric::metricName).forEach(known::add);
        NAME_GIVEN.matcher(text).results().map(LogQueryContractTest::group).forEach(known::add);
        List<Logged> asked = asked(text);

        assertThat(asked).as("statements that log such a message").isNotEmpty();
        asked.forEach(statement -> known.addAll(statement.fields()));
        assertThat(fields(text)).isNotEmpty().isSubsetOf(known);
    }

    static List<Resource> queries() {
        return Shipped.resources("AWS::Logs::QueryDefinition");
    }

    /** The statements whose lines a query looks at: those of its message, or all. */
    private static List<Logged> asked(String query) {
        Matcher sought = SOUGHT.matcher(query);
        if (!sought.find()) {
            return logged;
        }
        String message = sought.group(2);
        boolean isWhole = sought.group(1).equals("=");
        return logged.stream()
                .filter(one ->
                        isWhole ? one.message().equals(message) : one.message().contains(message))
                .toList();
    }

    private static Set<String> fields(String query) {
        String names =
                TEXT_OR_EXPRESSION.splitAsStream(query).collect(joining(" ")).replaceAll("\\bas \\w+", "");
        return FIELD.matcher(names)
                .results()
                .map(MatchResult::group)
                .filter(name -> !WORDS.contains(name))
                .collect(toCollection(TreeSet::new));
    }

    private static String group(MatchResult match) {
        return match.group(1) == null ? match.group(2) : match.group(1);
    }
}
