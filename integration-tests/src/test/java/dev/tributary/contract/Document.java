package dev.tributary.contract;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation, taken apart as far as tests ask.
 *
 * @param file where it is
 * @param prose its lines outside blocks of code
 * @param code its lines within blocks of code
 */
record Document(Path file, List<String> prose, List<String> code) {

    private static final Pattern FENCE = Pattern.compile("\\s*```.*");

    private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*)");

    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    /** What builds leave, and what is not of this project. */
    private static final Set<String> LEFT_OUT = Set.of("target", ".git", ".aws-sam", "node_modules");

    /** All pages below a folder. */
    static List<Document> below(Path root) throws IOException {
        List<Document> documents = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean leftOut = LEFT_OUT.contains(folder.getFileName().toString());
                return leftOut ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (file.toString().endsWith(".md")) {
                    documents.add(read(file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return documents;
    }

    static Document read(Path file) throws IOException {
        List<String> prose = new ArrayList<>();
        List<String> code = new ArrayList<>();
        boolean inCode = false;
        for (String line : Files.readAllLines(file)) {
            if (FENCE.matcher(line).matches()) {
                inCode = !inCode;
            } else {
                (inCode ? code : prose).add(line);
            }
        }
        return new Document(file, prose, code);
    }

    /** The targets of its links, as they are written. */
    List<String> links() {
        return prose.stream()
                .map(line -> QUOTED.matcher(line)
                        .replaceAll(quoted -> "`" + "x".repeat(quoted.group(1).length()) + "`"))
                .flatMap(line -> LINK.matcher(line).results())
                .map(link -> link.group(1))
                .toList();
    }

    /** What stands in backticks. */
    List<String> quoted() {
        return quoted(prose.stream());
    }

    /** What stands in backticks between a heading and the next of its depth. */
    List<String> quotedBelow(String heading) {
        String depth = heading.replaceFirst("[^#].*", "");
        return quoted(prose.stream()
                .dropWhile(line -> !line.equals(heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith(depth + " ")));
    }

    private static List<String> quoted(Stream<String> lines) {
        return lines.flatMap(line -> QUOTED.matcher(line).results())
                .map(quoted -> quoted.group(1))
                .toList();
    }

    /** All matches of a pattern, in prose and code. */
    Stream<MatchResult> find(Pattern pattern) {
        return Stream.concat(prose.stream(), code.stream())
                .flatMap(line -> pattern.matcher(line).results());
    }

    /** What links can name of it, by the rules of GitHub: a heading's letters and digits, with hyphens for spaces. */
    Set<String> anchors() {
        Set<String> anchors = new HashSet<>();
        Map<String, Integer> seen = new HashMap<>();
        for (String line : prose) {
            var heading = HEADING.matcher(line);
            if (heading.matches()) {
                String anchor = heading.group(1)
                        .strip()
                        .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-');
                int before = seen.merge(anchor, 1, Integer::sum) - 1;
                anchors.add(before == 0 ? anchor : anchor + "-" + before);
            }
        }
        return anchors;
    }
}
