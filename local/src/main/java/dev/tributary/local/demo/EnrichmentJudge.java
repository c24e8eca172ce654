package dev.tributary.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.demo.account.EventKind;
import dev.tributary.local.demo.account.LineJudge;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** For events that are enriched: a line holds its event's fields, what was looked up, and the enrichment's status. */
final class EnrichmentJudge implements LineJudge {

    private static final String STATUS_FIELD = "enrichment";

    /** What is computed or looked up may be written as 1.5 or 1.50. */
    private static final Comparator<JsonNode> BY_VALUE = (left, right) -> left.isNumber() && right.isNumber()
            ? left.decimalValue().compareTo(right.decimalValue())
            : left.equals(right) ? 0 : 1;

    private final EventModel model;

    EnrichmentJudge(EventModel model) {
        this.model = model;
    }

    @Override
    public String recordId(JsonNode line) {
        return line.path(STATUS_FIELD).path("recordId").asText();
    }

    @Override
    public Optional<String> lostField(JsonNode event, JsonNode line) {
        return event.properties().stream()
                // As text: equal numbers may be written differently, and must not be.
                .filter(field -> !field.getValue()
                        .toString()
                        .equals(line.path(field.getKey()).toString()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    @Override
    public List<String> problems(EventKind kind, JsonNode event, JsonNode line) {
        List<String> problems = new ArrayList<>();
        String status =
                line.path(STATUS_FIELD).path("sources").path(model.source()).asText();
        if (!status.equals(kind.mark())) {
            problems.add("has status " + status + " (expected: " + kind.mark() + ")");
        }
        Map<String, JsonNode> expected = model.additions(event);
        Set<String> names = new LinkedHashSet<>(expected.keySet());
        line.fieldNames().forEachRemaining(names::add);
        names.remove(STATUS_FIELD);
        event.fieldNames().forEachRemaining(names::remove);
        for (String name : names) {
            JsonNode wanted = expected.get(name);
            JsonNode found = line.get(name);
            if (wanted == null || found == null || !wanted.equals(BY_VALUE, found)) {
                problems.add("has " + name + " " + told(found) + " (expected: " + told(wanted) + ")");
            }
        }
        return problems;
    }

    private static String told(@Nullable JsonNode value) {
        return value == null ? "none" : value.toString();
    }
}
