package dev.tributary.local.demo.ingestion;

import dev.tributary.local.demo.account.Account;
import dev.tributary.local.demo.account.EventKind;
import dev.tributary.local.demo.account.Findings;
import dev.tributary.local.demo.ingestion.Expectations.ItemKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The account of a flow's table: each item holds what the events come to, taken once each in the order of the stream, and
 * there is no other.
 *
 * @param applied events that took effect, each with one entry
 * @param late those of them that came behind later ones, and moved nothing back
 * @param repeated events that came again, without effect
 * @param entities whose state is right
 * @param problems the first items that are not as they must be, in words
 */
record TableAccount(long applied, long late, long repeated, long entities, List<String> problems) implements Account {

    static TableAccount account(Expectations expected, Map<ItemKey, Map<String, String>> found, Findings findings) {
        List<String> problems = new ArrayList<>();
        findings.givenUp()
                .keySet()
                .forEach(position -> problems.add(
                        "record " + position + " was given up, so that nobody can say what the table must hold"));
        Set<String> wrong = new HashSet<>();
        expected.items().forEach((key, attributes) -> {
            List<String> differences = differences(key, attributes, found.get(key));
            problems.addAll(differences);
            if (!differences.isEmpty()) {
                wrong.add(key.entity());
            }
        });
        found.keySet().stream()
                .filter(key -> !expected.items().containsKey(key))
                .forEach(key -> problems.add(named(key) + " is in the table, and no event led to it"));
        return new TableAccount(
                expected.count(EventKind.APPLIED)
                        + expected.count(EventKind.LATE)
                        + expected.count(EventKind.SET_APART),
                expected.count(EventKind.LATE),
                expected.count(EventKind.REPEATED),
                expected.entities() - wrong.size(),
                problems.stream().limit(PROBLEMS_TOLD).toList());
    }

    private static List<String> differences(
            ItemKey key, Map<String, String> expected, @Nullable Map<String, String> found) {
        if (found == null) {
            return List.of(named(key) + " is not in the table");
        }
        return expected.entrySet().stream()
                .filter(attribute -> !attribute.getValue().equals(found.get(attribute.getKey())))
                .map(attribute -> named(key) + " has " + attribute.getKey() + " "
                        + found.getOrDefault(attribute.getKey(), "none") + " (expected: " + attribute.getValue() + ")")
                .toList();
    }

    private static String named(ItemKey key) {
        return "item " + key.item() + " of " + key.entity();
    }

    @Override
    public List<Count> counts() {
        return List.of(
                new Count("applied", applied, "took effect once, with one entry each in the table"),
                new Count("late", late, "of them, behind what is known already"),
                new Count("repeats", repeated, "archived too, without any effect"),
                new Count("entities", entities, "each as its events leave it, taken in the stream's order"));
    }
}
