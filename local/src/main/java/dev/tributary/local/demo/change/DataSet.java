package dev.tributary.local.demo.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.demo.account.ExactJson;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rows of a table in the trusted zone, against what the table held in the end.
 *
 * @param name the schema and the table
 * @param rows that it comes to
 * @param isEqual whether they are those of the table
 */
record DataSet(String name, int rows, boolean isEqual) {

    static DataSet check(String name, List<StoredObject> outputs, List<? extends JsonNode> table, Problems problems) {
        String folder = Outcome.TRUSTED + "/" + name.replace('.', '/') + "/";
        List<JsonNode> lines = outputs.stream()
                .filter(object -> object.key().startsWith(folder))
                .flatMap(object -> object.lines().stream())
                .map(ExactJson::parse)
                .toList();
        Folded expected = Folded.ofTable(table);
        Folded latest = Folded.byLatestState(lines);
        boolean isEqual = true;
        for (Folded folded : List.of(latest, Folded.inOrder(lines))) {
            isEqual &= isEqual(name, folded, expected, problems);
        }
        return new DataSet(name, latest.rows().size(), isEqual);
    }

    private static boolean isEqual(String name, Folded folded, Folded expected, Problems problems) {
        Set<String> keys = new TreeSet<>(expected.rows().keySet());
        keys.addAll(folded.rows().keySet());
        for (String key : keys) {
            Map<String, Object> row = folded.rows().get(key);
            Map<String, Object> wanted = expected.rows().get(key);
            String subject = name + " by " + folded.by() + ", id " + key;
            if (row == null) {
                problems.addLost(subject + ": missing", 1);
            } else if (wanted == null) {
                problems.add(subject + ": there, and not in the table");
            } else if (!row.equals(wanted)) {
                problems.add(subject + ": differs in " + columns(row, wanted));
            }
        }
        return folded.rows().equals(expected.rows());
    }

    /** Their names: what they hold is in the objects. */
    private static Set<String> columns(Map<String, Object> one, Map<String, Object> other) {
        Set<String> differing = new TreeSet<>(one.keySet());
        differing.addAll(other.keySet());
        differing.removeIf(column -> one.containsKey(column)
                && other.containsKey(column)
                && one.getOrDefault(column, "").equals(other.getOrDefault(column, "")));
        return differing;
    }
}
