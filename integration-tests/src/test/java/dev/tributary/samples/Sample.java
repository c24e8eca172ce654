package dev.tributary.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sample event, as a row of {@code events/README.md} tells of it.
 *
 * @param file within {@code events/}
 * @param outcome what comes of it, as {@link SampleServices} says it
 */
record Sample(String file, String outcome) {

    static final Path ROOT =
            Path.of(System.getProperty("tributary.root", "..")).toAbsolutePath().normalize();
    static final Path FOLDER = ROOT.resolve("events");

    private static final Pattern ROW = Pattern.compile("\\| \\[([^]]+\\.json)]\\(\\1\\) \\| [^|]+ \\| ([^|]+) \\|");

    /** All, in the order of the index. */
    static List<Sample> all() {
        try {
            return Files.readAllLines(FOLDER.resolve("README.md")).stream()
                    .map(ROW::matcher)
                    .filter(Matcher::matches)
                    .map(row -> new Sample(row.group(1), row.group(2).replace("`", "")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one without a suffix, which is there for every function that ships. */
    static Optional<Sample> of(String function) {
        return all().stream()
                .filter(sample -> sample.file.equals(function + ".json"))
                .findAny();
    }

    /** The function that it is for, by its logical id. */
    String function() {
        return file.replaceFirst("(-[^/]*)?\\.json$", "");
    }

    Path path() {
        return FOLDER.resolve(file);
    }

    @Override
    public String toString() {
        return file;
    }
}
