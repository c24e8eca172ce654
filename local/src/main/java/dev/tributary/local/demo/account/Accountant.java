package dev.tributary.local.demo.account;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.demo.account.EventKind.Place;
import dev.tributary.local.demo.account.Findings.Letter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Compares what was sent with what was found, record by record. */
public final class Accountant {

    private final Delivery delivery;
    private final LineJudge judge;
    private final Findings findings;
    private final List<String> repeats = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private int succeeded;
    private int deadLettered;
    private int givenUp;
    private int lost;

    private Accountant(Delivery delivery, LineJudge judge, Findings findings) {
        this.delivery = delivery;
        this.judge = judge;
        this.findings = findings;
    }

    public static RecordAccount account(Delivery delivery, LineJudge judge, List<SentRecord> sent, Findings findings) {
        return new Accountant(delivery, judge, findings).account(sent);
    }

    private RecordAccount account(List<SentRecord> sent) {
        Set<Position> known = new HashSet<>();
        for (SentRecord record : sent) {
            known.add(record.position());
            settle(record);
        }
        Stream.of(findings.lines(), findings.letters(), findings.givenUp())
                .flatMap(found -> found.keySet().stream())
                .filter(position -> !known.contains(position))
                .forEach(position -> problem("record " + position + " was found, and was never sent"));
        if (givenUp > 0 && delivery != Delivery.PIPE) {
            problem(givenUp + " records are in the failure bucket (expected: none, or that they were redriven)");
        }
        if (!delivery.mayRepeat()) {
            OrderCheck.problems(sent, findings.objects()).forEach(this::problem);
        }
        return new RecordAccount(
                delivery,
                sent.size(),
                SentRecord.streamRecords(sent),
                succeeded,
                deadLettered,
                givenUp,
                lost,
                List.copyOf(repeats),
                List.copyOf(problems));
    }

    private void settle(SentRecord record) {
        List<JsonNode> lines = findings.lines().getOrDefault(record.position(), List.of());
        List<Letter> letters = findings.letters().getOrDefault(record.position(), List.of());
        byte[] returned = findings.givenUp().get(record.position().parent());
        boolean isKept = true;
        for (Letter letter : letters) {
            isKept &= judgeLetter(record, letter);
        }
        if (!lines.isEmpty()) {
            settleLines(record, lines);
        } else if (!letters.isEmpty()) {
            deadLettered += isKept ? 1 : 0;
            lost += isKept ? 0 : 1;
        } else if (returned != null && Arrays.equals(returned, record.data())) {
            givenUp++;
        } else {
            lost++;
            problem(record.description() + " is nowhere");
        }
    }

    private void settleLines(SentRecord record, List<JsonNode> lines) {
        lines.stream().skip(1).forEach(repeat -> repeats.add(record.position().toString()));
        if (record.event().kind().place() != Place.LAKE) {
            problem(record.description() + " is in the lake");
            return;
        }
        JsonNode event = ExactJson.parse(record.event().bytes());
        for (JsonNode line : lines) {
            Optional<String> lostField = judge.lostField(event, line);
            if (lostField.isPresent()) {
                lost++;
                problem(record.description() + " lost its field " + lostField.get());
                return;
            }
            judge.problems(record.event().kind(), event, line)
                    .forEach(problem -> problem(record.description() + " " + problem));
        }
        succeeded++;
    }

    /**
     * Tells what is wrong with a letter, also with one of several or beside a line: a good record has none, whatever failed.
     *
     * @return whether the letter has its record's bytes
     */
    private boolean judgeLetter(SentRecord record, Letter letter) {
        boolean isWhole = Arrays.equals(letter.payload(), record.event().bytes());
        EventKind kind = record.event().kind();
        if (!isWhole) {
            problem(record.description() + " lost its bytes in the dead-letter queue");
        } else if (kind.place() != Place.DEAD_LETTERS || !letter.mark().equals(kind.mark())) {
            problem(record.description() + " is in the dead-letter queue for " + letter.mark());
        }
        return isWhole;
    }

    private void problem(String text) {
        if (problems.size() < Account.PROBLEMS_TOLD) {
            problems.add(text);
        }
    }
}
