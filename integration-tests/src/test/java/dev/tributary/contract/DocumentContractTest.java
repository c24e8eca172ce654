package dev.tributary.contract;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation names is there: pages, headings, files, parameters, outputs, classes. */
class DocumentContractTest {

    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");

    /** The names of parameters, outputs, resources and classes are written like this. */
    private static final Pattern NAME = Pattern.compile("[A-Z][a-z0-9]+(?:[A-Z]+[a-z0-9]*)+");

    /** A parameter with a value, as one sets it. */
    private static final Pattern SET = Pattern.compile("(?<![\\w$/.:-])(" + NAME.pattern() + ")=(?!=)");

    /** The name of an output that is a command. */
    private static final Pattern COMMAND = Pattern.compile("(?<=run |`|\\()(" + NAME.pattern() + "Command)\\b");

    /** Names of others: metrics, errors and properties that nothing here uses. */
    private static final Set<String> FOREIGN =
            Set.of("AutoPublishCodeSha256", "OutOfMemoryError", "SuccessfulRequestLatency");

    /** What a source is made of, as far as names go. */
    private static final Pattern WORD = Pattern.compile("\\w+");

    private static List<Document> documents = List.of();

    private static Set<String> parameters = Set.of();

    private static Set<String> outputs = Set.of();

    @BeforeAll
    static void read() throws IOException {
        documents = Document.below(Shipped.ROOT);
        parameters = new HashSet<>();
        outputs = new HashSet<>();
        for (Path template : Shipped.templates()) {
            parameters.addAll(Shipped.section(template, "Parameters").keySet());
            outputs.addAll(Shipped.section(template, "Outputs").keySet());
        }
    }

    @Test
    void everyLinkOfADocumentLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Document document : documents) {
            for (String link : document.links()) {
                if (!ELSEWHERE.matcher(link).matches() && !leadsSomewhere(document, link)) {
                    broken.add(Shipped.ROOT.relativize(document.file()) + ": " + link);
                }
            }
        }

        assertThat(documents).hasSizeGreaterThan(10);
        assertThat(broken).isEmpty();
    }

    @Test
    void everyParameterThatTheDocumentsSetIsOneOfATemplate() {
        assertThat(names(documents.stream().flatMap(document -> document.find(SET))))
                .isNotEmpty()
                .isSubsetOf(parameters);
    }

    @Test
    void everyParameterOfTheDeploymentPageIsOneOfATemplate() throws IOException {
        Document deploy = Document.read(Shipped.ROOT.resolve("docs/deploy.md"));

        assertThat(names(deploy.quotedBelow("## Parameters")))
                .hasSizeGreaterThan(20)
                .isSubsetOf(parameters);
    }

    @Test
    void everyCommandOfTheDocumentsIsAnOutput() {
        assertThat(names(documents.stream()
                        .filter(document -> document.file().startsWith(Shipped.ROOT.resolve("docs")))
                        .flatMap(document -> document.find(COMMAND))))
                .hasSizeGreaterThan(10)
                .isSubsetOf(outputs);
    }

    @Test
    void everyNameThatTheDocumentsQuoteIsInATemplateOrInTheCode() throws IOException {
        Set<String> known = new HashSet<>(FOREIGN);
        List<Path> sources = new ArrayList<>(Shipped.templates());
        sources.addAll(Shipped.sources());
        for (Path source : sources) {
            WORD.matcher(Files.readString(source))
                    .results()
                    .map(MatchResult::group)
                    .forEach(known::add);
        }

        List<String> quoted = documents.stream()
                .flatMap(document -> document.quoted().stream())
                .toList();
        assertThat(names(quoted)).hasSizeGreaterThan(100).isSubsetOf(known);
    }

    @Test
    void aLinkToAHeadingThatIsNotThereIsFound(@TempDir Path folder) throws IOException {
        Path page = Files.writeString(folder.resolve("page.md"), """
                # A page, with `code`

                [here](#a-page-with-code) [again](#again-1) [nowhere](#nowhere) `[code](#code)` [file](gone.md)

                ## Again

                ```
                ## No heading
                [in code](#in-code)
                ```

                ## Again
                """);
        Document document = Document.read(page);

        assertThat(document.links()).containsExactly("#a-page-with-code", "#again-1", "#nowhere", "gone.md");
        assertThat(document.anchors()).containsExactlyInAnyOrder("a-page-with-code", "again", "again-1");
        assertThat(leadsSomewhere(document, "#again-1")).isTrue();
        assertThat(leadsSomewhere(document, "page.md#again")).isTrue();
        assertThat(leadsSomewhere(document, "#nowhere")).isFalse();
        assertThat(leadsSomewhere(document, "gone.md")).isFalse();
    }

    private static boolean leadsSomewhere(Document from, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty()
                ? from.file()
                : from.file().resolveSibling(parts[0]).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return parts.length == 1 || Document.read(target).anchors().contains(parts[1]);
    }

    private static Set<String> names(Stream<MatchResult> matches) {
        return matches.map(match -> match.group(1)).collect(toCollection(TreeSet::new));
    }

    private static Set<String> names(List<String> quoted) {
        return quoted.stream().filter(name -> NAME.matcher(name).matches()).collect(toCollection(TreeSet::new));
    }
}
