package dev.tributary.local.demo.ingestion;

import dev.tributary.local.demo.account.Account;
import dev.tributary.local.demo.account.Position;
import dev.tributary.local.demo.ingestion.Attempt.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The account of what clients were told: what was accepted is in the stream where the answer says, once, and what was not
 * accepted is not there, or, if nobody knew, at most once.
 *
 * @param requests that were sent to the API
 * @param accepted events that a client was told were accepted
 * @param refused attempts to send an event that a client was told failed
 * @param unanswered attempts of which a client never heard
 * @param unheard records that came of these all the same
 * @param turnedAway bad requests that were refused for the right reason
 * @param problems the first answers that were not true, in words
 */
record AnswerAccount(
        int requests, long accepted, long refused, long unanswered, int unheard, int turnedAway, List<String> problems)
        implements Account {

    static AnswerAccount account(Sendings sendings, List<Taken> taken) {
        List<String> problems = new ArrayList<>(sendings.problems());
        Map<Position, Taken> unclaimed = new LinkedHashMap<>();
        taken.forEach(record -> unclaimed.put(record.position(), record));
        for (Attempt attempt : sendings.attempts()) {
            attempt.position().ifPresent(position -> {
                Taken record = unclaimed.remove(position);
                if (record == null) {
                    problems.add("event " + attempt.event().text() + " was accepted as " + position
                            + ", which is not in the stream, or another event's");
                } else if (!attempt.isHeldBy(record)) {
                    problems.add("event " + attempt.event().text() + " was accepted as " + position + ", which holds "
                            + record.body());
                }
            });
        }
        Map<String, List<Attempt>> unanswered = byContent(sendings, Outcome.UNANSWERED);
        Map<String, List<Attempt>> refused = byContent(sendings, Outcome.REFUSED);
        int unheard = 0;
        for (Taken record : unclaimed.values()) {
            if (claim(unanswered, record)) {
                unheard++;
            } else if (claim(refused, record)) {
                problems.add(
                        "record " + record.position() + " is in the stream, and its client was told that it failed");
            } else {
                problems.add("record " + record.position() + " is in the stream, and nobody sent it: " + record.body());
            }
        }
        return new AnswerAccount(
                sendings.requests(),
                count(sendings, Outcome.ACCEPTED),
                count(sendings, Outcome.REFUSED),
                count(sendings, Outcome.UNANSWERED),
                unheard,
                sendings.refusals(),
                problems.stream().limit(PROBLEMS_TOLD).toList());
    }

    private static Map<String, List<Attempt>> byContent(Sendings sendings, Outcome outcome) {
        Map<String, List<Attempt>> attempts = new HashMap<>();
        sendings.attempts().stream()
                .filter(attempt -> attempt.outcome() == outcome)
                .forEach(attempt -> attempts.computeIfAbsent(attempt.event().content(), any -> new ArrayList<>())
                        .add(attempt));
        return attempts;
    }

    /** Takes an attempt that the record can have come of, so that no other record can. */
    private static boolean claim(Map<String, List<Attempt>> attempts, Taken record) {
        List<Attempt> candidates = attempts.getOrDefault(record.content(), List.of());
        for (Attempt attempt : candidates) {
            if (attempt.isHeldBy(record)) {
                return candidates.remove(attempt);
            }
        }
        return false;
    }

    private static long count(Sendings sendings, Outcome outcome) {
        return sendings.attempts().stream()
                .filter(attempt -> attempt.outcome() == outcome)
                .count();
    }

    @Override
    public List<Count> counts() {
        return List.of(
                new Count("requests", requests, "to the API, single events and batches"),
                new Count("accepted", accepted, "events, each where its answer says; bare ones of a producer too"),
                new Count("refused", refused, "events that were throttled; not in the stream, and sent again"),
                new Count("unanswered", unanswered, "events whose answer was lost; " + unheard + " were in the stream"),
                new Count(
                        "turned away",
                        turnedAway,
                        "bad requests, each with its reason; nothing of them is in the stream"));
    }
}
