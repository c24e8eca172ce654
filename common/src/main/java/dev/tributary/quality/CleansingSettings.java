package dev.tributary.quality;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.json.Problems;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is done to every row, contract or not. As JSON, with the defaults:
 *
 * <pre>{@code
 * {"trim": true, "emptyIsNull": false, "nullTexts": [],
 *  "timestampSuffixes": ["_at", "_ts", "_time", "timestamp"], "timestampColumns": []}
 * }</pre>
 *
 * @param trim whether white space around texts is removed
 * @param emptyIsNull whether an empty text stands for null
 * @param nullTexts other texts that stand for null, in the case that they have here, behind trimming
 * @param timestampSuffixes ends of names of columns that hold timestamps, in lower case
 * @param timestampColumns whole names of columns that hold timestamps, in lower case
 */
public record CleansingSettings(
        boolean trim,
        boolean emptyIsNull,
        Set<String> nullTexts,
        List<String> timestampSuffixes,
        Set<String> timestampColumns) {

    private static final Set<String> MEMBERS =
            Set.of("trim", "emptyIsNull", "nullTexts", "timestampSuffixes", "timestampColumns");
    private static final CleansingSettings DEFAULTS =
            new CleansingSettings(true, false, Set.of(), List.of("_at", "_ts", "_time", "timestamp"), Set.of());

    /** Copies, with the names in lower case. */
    public CleansingSettings {
        nullTexts = Set.copyOf(nullTexts);
        timestampSuffixes =
                timestampSuffixes.stream().map(CleansingSettings::lower).toList();
        timestampColumns = Set.copyOf(
                timestampColumns.stream().map(CleansingSettings::lower).toList());
    }

    /** What is done where nothing else is set. */
    public static CleansingSettings defaults() {
        return DEFAULTS;
    }

    /** Reads the JSON; what is wrong with it goes to {@code problems}, each with the place, the value and the expectation. */
    public static CleansingSettings parse(JsonNode node, List<String> problems) {
        Problems found = new Problems(problems);
        if (!found.isObject("", node, "an object")) {
            return DEFAULTS;
        }
        found.checkNames("", node, MEMBERS);
        String texts = "an array of strings";
        List<String> suffixes =
                found.texts(".timestampSuffixes", node.path("timestampSuffixes"), DEFAULTS.timestampSuffixes, texts);
        if (suffixes.contains("")) {
            found.add(".timestampSuffixes", "\"\"", "ends of names that are not empty");
        }
        return new CleansingSettings(
                found.flag(".trim", node.path("trim"), DEFAULTS.trim),
                found.flag(".emptyIsNull", node.path("emptyIsNull"), DEFAULTS.emptyIsNull),
                new HashSet<>(
                        found.texts(".nullTexts", node.path("nullTexts"), List.copyOf(DEFAULTS.nullTexts), texts)),
                suffixes,
                new HashSet<>(found.texts(".timestampColumns", node.path("timestampColumns"), List.of(), texts)));
    }

    /** Whether a column holds timestamps by its name, in whatever case. */
    boolean isTimestamp(String column) {
        String name = lower(column);
        for (String suffix : timestampSuffixes) {
            if (name.endsWith(suffix)) {
                return true;
            }
        }
        return timestampColumns.contains(name);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
