package dev.tributary.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.demo.account.EventKind;
import dev.tributary.local.demo.account.LineJudge;
import dev.tributary.local.demo.account.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** For changes of a table: a line holds the keys, the images, and the attributes that differ between them. */
record ChangeJudge(String table) implements LineJudge {

    private static final Set<String> IMAGES = Set.of("oldImage", "newImage");

    /** An attribute before and after; missing where it was not there. */
    private record Values(JsonNode before, JsonNode after) {}

    @Override
    public String recordId(JsonNode line) {
        return line.path("recordId").asText();
    }

    @Override
    public Optional<String> lostField(JsonNode event, JsonNode line) {
        return event.properties().stream()
                // As trees: attributes have no order.
                .filter(field -> !field.getValue().equals(line.path(field.getKey())))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    @Override
    public List<String> problems(EventKind kind, JsonNode event, JsonNode line) {
        List<String> problems = new ArrayList<>();
        IMAGES.stream()
                .filter(image -> line.has(image) && !event.has(image))
                .forEach(image -> problems.add("has " + image + " " + line.path(image) + " (expected: none)"));
        if (!line.path("table").asText().equals(table)) {
            problems.add("has table " + line.path("table") + " (expected: " + table + ")");
        }
        Position position = Position.parse(recordId(line));
        if (!line.path("sequenceNumber").asText().equals(position.sequence())
                || !line.path("eventId").asText().equals(position.shard())) {
            problems.add("has another place than its record id");
        }
        if (line.path("expired").asBoolean(true)) {
            problems.add("has expired " + line.path("expired") + " (expected: false)");
        }
        if (!told(line).equals(expected(event))) {
            problems.add("has changes " + line.path("changes") + " (expected: those between the images)");
        }
        return problems;
    }

    private static Map<String, Values> told(JsonNode line) {
        Map<String, Values> told = new HashMap<>();
        for (JsonNode change : line.path("changes")) {
            told.put(change.path("attribute").asText(), new Values(change.path("before"), change.path("after")));
        }
        return told;
    }

    private static Map<String, Values> expected(JsonNode event) {
        JsonNode before = event.path("oldImage");
        JsonNode after = event.path("newImage");
        Set<String> names = new HashSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        Map<String, Values> expected = new HashMap<>();
        for (String name : names) {
            Values values = new Values(before.path(name), after.path(name));
            if (!values.before().equals(values.after())) {
                expected.put(name, values);
            }
        }
        return expected;
    }
}
