package dev.tributary.inference.score;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.json.IsoTimes;
import dev.tributary.json.Problems;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a run is asked for: by a schedule nothing in particular, by a person what an event names. */
sealed interface RunRequest {

    /** The objects that were announced. */
    record Announced() implements RunRequest {}

    /**
     * The objects of a table that the zone has.
     *
     * @param from the first day of commits; empty for all from the first on
     * @param to the last day of commits; empty for all to the last
     * @param after the key of the last object that was done by a run before
     * @param event what asks for it
     */
    record Listed(
            ScoredTable table,
            Optional<LocalDate> from,
            Optional<LocalDate> to,
            Optional<String> after,
            ObjectNode event)
            implements RunRequest {

        /** The event that asks for what is behind an object. */
        ObjectNode next(String key) {
            return event.deepCopy().put(AFTER, key);
        }
    }

    /** Members of the event. */
    String TABLE = "table";

    String FROM = "from";
    String TO = "to";
    String FULL = "full";
    String AFTER = "after";

    /**
     * Reads an event: {@code {}} for what was announced; for the zone {@code {"full": true}}, or a {@code table}, or {@code from} and
     * {@code to}, days or times that stand for their days, each optional, both included.
     *
     * @param table the table that is meant where the event names none
     * @throws IllegalArgumentException naming all that is wrong with it
     */
    static RunRequest parse(ObjectNode event, ScoredTable table) {
        if (event.isEmpty()) {
            return new Announced();
        }
        List<String> found = new ArrayList<>();
        Problems problems = new Problems(found);
        problems.checkNames("event", event, Set.of(TABLE, FROM, TO, FULL, AFTER));
        ScoredTable named = table(event.path(TABLE), table, problems);
        Optional<LocalDate> from = day(FROM, event.path(FROM), problems);
        Optional<LocalDate> to = day(TO, event.path(TO), problems);
        if (from.isPresent() && to.isPresent() && from.get().isAfter(to.get())) {
            problems.add("event." + FROM, event.path(FROM), "a day that is not behind " + TO);
        }
        checkFull(event, problems);
        String after = problems.text("event." + AFTER, event.path(AFTER));
        if (!found.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", found));
        }
        return new Listed(named, from, to, Optional.of(after).filter(key -> !key.isEmpty()), event);
    }

    private static ScoredTable table(JsonNode node, ScoredTable otherwise, Problems problems) {
        if (node.isMissingNode()) {
            return otherwise;
        }
        if (!node.isTextual() || !ScoredTable.isName(node.textValue())) {
            problems.add("event." + TABLE, node, ScoredTable.EXPECTED);
            return otherwise;
        }
        return ScoredTable.parse(node.textValue());
    }

    private static Optional<LocalDate> day(String name, JsonNode node, Problems problems) {
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        if (node.isTextual()) {
            LocalDate day = IsoTimes.date(node.textValue());
            Instant time = IsoTimes.instant(node.textValue());
            if (day != null) {
                return Optional.of(day);
            }
            if (time != null) {
                return Optional.of(LocalDate.ofInstant(time, ZoneOffset.UTC));
            }
        }
        problems.add("event." + name, node, "a day or time such as 2026-01-31 or 2026-01-31T12:00:00Z");
        return Optional.empty();
    }

    /** All that a table has is asked for in words of its own, so that a forgotten range does not do it. */
    private static void checkFull(ObjectNode event, Problems problems) {
        JsonNode full = event.path(FULL);
        boolean hasRange = event.has(FROM) || event.has(TO);
        if (!full.isMissingNode() && (!full.isBoolean() || !full.booleanValue())) {
            problems.add("event." + FULL, full, "true");
        } else if (!full.isMissingNode() && hasRange) {
            problems.add("event." + FULL, full, "no " + FROM + " and no " + TO + " beside it");
        } else if (full.isMissingNode() && !hasRange && !event.has(TABLE)) {
            problems.add("event", event, "at least one of " + TABLE + ", " + FROM + ", " + TO + ", " + FULL);
        }
    }
}
