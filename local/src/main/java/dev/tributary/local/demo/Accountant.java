package dev.tributary.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.demo.EventKind.Place;
import dev.tributary.local.demo.Findings.Letter;
import dev.tributary.local.demo.SentRecord.Position;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Compares what was sent with what was found, record by record. */
final class Accountant {

    private static final int PROBLEMS_TOLD = 20;

    private final List<SentRecord> sent;
    private final Findings findings;
    private final Profiles profiles;
    private final List<String> problems = new ArrayList<>();
    private int succeeded;
    private int deadLettered;
    private int givenUp;
    private int lost;
    private int duplicated;

    private Accountant(List<SentRecord> sent, Findings findings, Profiles profiles) {
        this.sent = sent;
        this.findings = findings;
        this.profiles = profiles;
    }

    static RecordAccount account(List<SentRecord> sent, Findings findings, Profiles profiles) {
        return new Accountant(sent, findings, profiles).account();
    }

    private RecordAccount account() {
        Set<Position> known = new HashSet<>();
        for (SentRecord record : sent) {
            known.add(record.position());
            settle(record);
        }
        Stream.of(findings.lines(), findings.letters(), findings.givenUp())
                .flatMap(found -> found.keySet().stream())
                .filter(position -> !known.contains(position))
                .forEach(position -> problem(position + " was found, and was never sent"));
        OrderCheck.problems(sent, findings.objects()).forEach(this::problem);
        return new RecordAccount(
                sent.size(), succeeded, deadLettered, givenUp, lost, duplicated, List.copyOf(problems));
    }

    private void settle(SentRecord record) {
        List<JsonNode> lines = findings.lines().getOrDefault(record.position(), List.of());
        List<Letter> letters = findings.letters().getOrDefault(record.position(), List.of());
        byte[] returned = findings.givenUp().get(record.position());
        if (!lines.isEmpty()) {
            duplicated += lines.size() - 1;
            settleLine(record, lines.get(0));
        } else if (!letters.isEmpty()) {
            settleLetter(record, letters.get(0));
        } else if (returned != null && Arrays.equals(returned, record.event().bytes())) {
            givenUp++;
        } else {
            lost++;
            problem(describe(record) + " is nowhere");
        }
    }

    private void settleLine(SentRecord record, JsonNode line) {
        if (record.event().kind().place() != Place.LAKE) {
            problem(describe(record) + " is in the lake");
            return;
        }
        JsonNode original = Collector.parse(new String(record.event().bytes(), StandardCharsets.UTF_8));
        for (Map.Entry<String, JsonNode> field : original.properties()) {
            // As text: equal numbers may be written differently, and must not be.
            if (!field.getValue().toString().equals(line.path(field.getKey()).toString())) {
                lost++;
                problem(describe(record) + " lost its field " + field.getKey());
                return;
            }
        }
        String status = line.path("enrichment").path("sources").path("user").asText();
        if (!status.equals(record.event().kind().mark())) {
            problem(describe(record) + " has status " + status + " (expected: "
                    + record.event().kind().mark() + ")");
        }
        JsonNode profile = profiles.of(original);
        if (!line.path("user").equals(profile)) {
            problem(describe(record) + " was joined to " + told(line.path("user")) + " (expected: " + told(profile)
                    + ")");
        }
        succeeded++;
    }

    private static String told(JsonNode profile) {
        return profile.isMissingNode() ? "no profile" : profile.toString();
    }

    private void settleLetter(SentRecord record, Letter letter) {
        if (!Arrays.equals(letter.payload(), record.event().bytes())) {
            lost++;
            problem(describe(record) + " lost its bytes in the dead-letter queue");
            return;
        }
        deadLettered++;
        if (record.event().kind().place() != Place.DEAD_LETTERS
                || !letter.reason().equals(record.event().kind().mark())) {
            problem(describe(record) + " is in the dead-letter queue for " + letter.reason());
        }
    }

    private void problem(String text) {
        if (problems.size() < PROBLEMS_TOLD) {
            problems.add(text);
        }
    }

    private static String describe(SentRecord record) {
        return "record " + record.position().sequence() + " of "
                + record.position().shard() + " (" + record.event().kind() + ")";
    }
}
