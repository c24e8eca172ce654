package dev.tributary.local.demo.change;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.demo.account.ExactJson;
import dev.tributary.local.demo.account.FunctionAccount;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The account of every row that is there in the end: it was scored once as it is now, or was set aside with the reason; and of every
 * one that is gone, that the scores say so. It shares nothing with the function.
 *
 * @param scored lines with a score, those of former states of a row included
 * @param tombstones lines that say that a row is gone, or all are
 * @param setAside lines of rows that the model cannot take
 * @param objects that hold them
 * @param deadLetters messages in the function's queues of what failed
 * @param employees rows that are there, and have a score
 * @param outliers those of them that are far from what the model expects, the farthest first
 */
public record ScoreAccount(
        int scored,
        int tombstones,
        int setAside,
        int objects,
        int deadLetters,
        int employees,
        List<Map<String, String>> outliers,
        int lost,
        List<String> problems)
        implements FunctionAccount {

    private static final String ANALYTICS = "trusted-analytics/";

    /** Compares the rows of a table with what was written of them. */
    public static ScoreAccount account(String table, List<StoredObject> objects, int deadLetters) {
        String folder = "trusted/" + table.replace('.', '/') + "/";
        List<JsonNode> rows =
                lines(objects.stream().filter(object -> object.key().startsWith(folder)));
        List<StoredObject> written =
                objects.stream().filter(StoredObject::isOfInference).toList();
        List<JsonNode> scores =
                lines(written.stream().filter(object -> object.key().startsWith(ANALYTICS)));
        List<JsonNode> setAside =
                lines(written.stream().filter(object -> !object.key().startsWith(ANALYTICS)));
        Problems problems = new Problems();
        checkOnce(Stream.of(scores, setAside).flatMap(List::stream).toList(), problems);
        Map<String, JsonNode> latest = latest(rows);
        Map<String, JsonNode> scoreOf = latest(scores);
        Map<String, JsonNode> reasonOf = latest(setAside);
        List<JsonNode> there = new ArrayList<>();
        latest.forEach((id, row) -> {
            if (isTruncation(row)) {
                return;
            }
            JsonNode score = scoreOf.get(id);
            if (score != null && isOf(row, score)) {
                check(id, row, score, problems);
                if (!isGone(row)) {
                    there.add(row);
                }
            } else if (!isOf(row, reasonOf.get(id))) {
                problems.addLost(table + ", id " + id + ": not scored as it is, nor set aside", 1);
            }
        });
        rows.stream()
                .filter(ScoreAccount::isTruncation)
                .filter(row -> scores.stream().noneMatch(score -> isTruncation(score) && isOf(row, score)))
                .forEach(row -> problems.addLost(table + ", truncated at " + order(row) + ": no score says so", 1));
        if (deadLetters > 0) {
            problems.add("the queues of what failed hold " + deadLetters + " (expected: none)");
        }
        int gone = (int) scores.stream().filter(ScoreAccount::isGone).count();
        return new ScoreAccount(
                scores.size() - gone,
                gone,
                setAside.size(),
                written.size(),
                deadLetters,
                there.size(),
                outliers(there, scoreOf),
                problems.lost(),
                problems.told());
    }

    @Override
    public boolean isClean() {
        return lost == 0 && problems.isEmpty();
    }

    @Override
    public Optional<String> repeated() {
        return Optional.empty();
    }

    @Override
    public List<Count> counts() {
        return List.of(
                new Count("scored", scored, "states of rows, each of them once"),
                new Count("tombstones", tombstones, "for rows that are gone"),
                new Count("set aside", setAside, "states of rows that the model cannot take"),
                new Count("objects", objects, "in trusted-analytics/, and in quarantine/"),
                new Count("dead-lettered", deadLetters, ""),
                new Count("lost", lost, ""),
                new Count("employees", employees, "that are there, scored as they are now"),
                new Count("outliers", outliers.size(), "of them, whose salary is not what the model expects"));
    }

    @Override
    public Optional<Table> table() {
        return outliers.isEmpty() ? Optional.empty() : Optional.of(new Table("outliers", outliers));
    }

    private static List<JsonNode> lines(Stream<StoredObject> objects) {
        return objects.flatMap(object -> object.lines().stream())
                .map(ExactJson::parse)
                .toList();
    }

    private static void checkOnce(List<JsonNode> lines, Problems problems) {
        Set<String> seen = new HashSet<>();
        for (JsonNode line : lines) {
            if (!seen.add(id(line) + " at " + order(line))) {
                problems.add("id " + id(line) + " at " + order(line) + " is there twice");
            }
        }
    }

    /** The last line of each id; a truncation is the last one of all that were there before. */
    private static Map<String, JsonNode> latest(List<JsonNode> lines) {
        Map<String, JsonNode> latest = new TreeMap<>();
        for (JsonNode line :
                lines.stream().sorted(comparing(ScoreAccount::order)).toList()) {
            if (isTruncation(line)) {
                latest.replaceAll((id, before) -> line);
            } else {
                latest.put(id(line), line);
            }
        }
        return latest;
    }

    private static boolean isOf(JsonNode row, @Nullable JsonNode line) {
        return line != null && order(line).equals(order(row));
    }

    private static void check(String id, JsonNode row, JsonNode score, Problems problems) {
        boolean agree = isGone(row) == isGone(score)
                && row.path("_op").equals(score.path("_op"))
                && (isGone(row)
                        || (row.path("department").equals(score.path("features").path("department"))
                                && score.path("prediction").isNumber()
                                && score.path("score").isNumber()));
        if (!agree) {
            problems.add("id " + id + " at " + order(row) + ": the score is that of another row");
        }
    }

    private static List<Map<String, String>> outliers(List<JsonNode> rows, Map<String, JsonNode> scoreOf) {
        Map<Boolean, List<JsonNode>> far = rows.stream().collect(groupingBy(row -> score(row, scoreOf) > 0));
        return far.getOrDefault(true, List.of()).stream()
                .sorted(comparing((JsonNode row) -> -score(row, scoreOf)))
                .map(row -> outlier(row, scoreOf))
                .toList();
    }

    private static Map<String, String> outlier(JsonNode row, Map<String, JsonNode> scoreOf) {
        JsonNode line = scoreOf.getOrDefault(id(row), row);
        Map<String, String> cells = new LinkedHashMap<>();
        cells.put("id", id(row));
        cells.put("department", row.path("department").asText());
        cells.put("hired", row.path("hire_date").asText());
        cells.put("salary", amount(row.path("salary")));
        cells.put("expected", amount(line.path("prediction")));
        cells.put("score", String.format(Locale.ROOT, "%.2f", line.path("score").doubleValue()));
        return cells;
    }

    private static String amount(JsonNode number) {
        return String.format(Locale.ROOT, "%,.0f", number.doubleValue());
    }

    private static double score(JsonNode row, Map<String, JsonNode> scoreOf) {
        return scoreOf.getOrDefault(id(row), row).path("score").doubleValue();
    }

    private static boolean isGone(JsonNode line) {
        return line.path("_deleted").asBoolean();
    }

    private static boolean isTruncation(JsonNode line) {
        return line.path("_op").asText().equals("truncate");
    }

    /** A row has it itself; of scores it is within the key, and of the quarantine within the row. */
    private static String id(JsonNode line) {
        JsonNode within = line.path(line.has("key") ? "key" : "row");
        return (within.isObject() ? within : line).path("id").asText();
    }

    private static String order(JsonNode line) {
        return line.path("_order").asText();
    }
}
