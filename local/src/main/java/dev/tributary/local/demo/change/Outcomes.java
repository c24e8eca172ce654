package dev.tributary.local.demo.change;

import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.demo.account.ExactJson;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares what each raw object holds with the lines that came of it. */
final class Outcomes {

    /** A line of an object. */
    private record Line(Outcome outcome, String rawObject, String order) {}

    private final Set<String> broken;
    private final Problems problems;
    private final Map<String, Tally<Outcome>> byRawObject = new LinkedHashMap<>();
    private final Set<Line> distinct = new HashSet<>();
    private int repeats;
    private int rows;
    private int quarantined;
    private int schemaChanges;
    private int messages;

    private Outcomes(Set<String> broken, Problems problems) {
        this.broken = broken;
        this.problems = problems;
    }

    /**
     * Compares.
     *
     * @param broken lines that are no change event, of which nothing may come
     */
    static Outcomes check(ChangeFindings found, Set<String> broken, Problems problems) {
        Outcomes outcomes = new Outcomes(broken, problems);
        found.raw().forEach(outcomes::expect);
        found.outputs().forEach(outcomes::find);
        outcomes.compare();
        return outcomes;
    }

    /** Changes that a raw object holds again, of which nothing more may come. */
    int repeats() {
        return repeats;
    }

    int rows() {
        return rows;
    }

    int quarantined() {
        return quarantined;
    }

    int schemaChanges() {
        return schemaChanges;
    }

    int messages() {
        return messages;
    }

    /** Rows that are there again: of the same change in another raw object, or of a snapshot, whose rows have no place. */
    int again() {
        long once = distinct.stream()
                .collect(groupingBy(line -> new Line(line.outcome(), "", line.order())))
                .size();
        return (int) (rows + quarantined - once);
    }

    private void expect(StoredObject raw) {
        Tally<Outcome> tally = tally(raw.uri());
        Set<String> seen = new HashSet<>();
        for (String line : raw.lines()) {
            if (broken.contains(line)) {
                continue;
            }
            List<Outcome> outcomes = ChangeForms.outcomes(ExactJson.parse(line));
            // Tools send again to the letter what they send again.
            if (seen.add(line) || !outcomes.stream().allMatch(Outcome::hasPlace)) {
                outcomes.forEach(tally::expect);
            } else {
                repeats++;
            }
        }
    }

    private void find(StoredObject object) {
        for (String text : object.lines()) {
            JsonNode line = ExactJson.parse(text);
            Outcome outcome = Outcome.found(object, line);
            String raw = line.path("_source_object").asText();
            tally(raw).find(outcome);
            count(outcome);
            if (outcome.isRow()) {
                distinct.add(new Line(outcome, raw, line.path("_order").asText()));
            }
        }
    }

    private void count(Outcome outcome) {
        rows += outcome.isIn(Outcome.TRUSTED) ? 1 : 0;
        quarantined += outcome.isIn(Outcome.QUARANTINE) ? 1 : 0;
        schemaChanges += outcome.isIn(Outcome.SCHEMA_CHANGES) ? 1 : 0;
        messages += outcome.isIn(Outcome.MESSAGES) ? 1 : 0;
    }

    private void compare() {
        byRawObject.forEach((raw, tally) -> {
            tally.missing((outcome, count) -> problems.addLost(outcome + " of " + raw + " is nowhere", count));
            tally.surplus(
                    (outcome, count) -> problems.add(outcome + " of " + raw + " is there, and must not be; " + count));
        });
    }

    private Tally<Outcome> tally(String rawObject) {
        return byRawObject.computeIfAbsent(rawObject, any -> new Tally<>());
    }
}
