package dev.tributary.local.demo.ingestion;

import dev.tributary.local.demo.account.Position;
import dev.tributary.local.demo.ingestion.Attempt.Outcome;
import dev.tributary.local.demo.ingestion.Attempt.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What clients sent so far, what they were told of it, and what was wrong with the telling. */
final class Sendings {

    private final List<Attempt> attempts = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private int requests;
    private int refusals;

    void accepted(ClientEvent event, Way way, Position position) {
        attempts.add(new Attempt(event, way, Outcome.ACCEPTED, Optional.of(position)));
    }

    void refused(ClientEvent event, Way way) {
        attempts.add(new Attempt(event, way, Outcome.REFUSED, Optional.empty()));
    }

    void unanswered(ClientEvent event, Way way) {
        attempts.add(new Attempt(event, way, Outcome.UNANSWERED, Optional.empty()));
    }

    void problem(String text) {
        problems.add(text);
    }

    /** A request was sent. */
    void request() {
        requests++;
    }

    /** A bad request was refused as it should be. */
    void refusal() {
        refusals++;
    }

    List<Attempt> attempts() {
        return attempts;
    }

    List<String> problems() {
        return problems;
    }

    int requests() {
        return requests;
    }

    int refusals() {
        return refusals;
    }
}
