package dev.tributary.local.demo.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.demo.account.EventKind;
import dev.tributary.local.demo.account.LineJudge;
import dev.tributary.local.demo.account.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * For the archive of events: a line holds the event with its numbers as they are in the stream, what became of it, and how it
 * came.
 *
 * @param taken the records of the stream
 */
record ArchiveJudge(EventType type, Map<Position, Taken> taken, Expectations expected) implements LineJudge {

    @Override
    public String recordId(JsonNode line) {
        return line.path("recordId").asText();
    }

    @Override
    public Optional<String> lostField(JsonNode record, JsonNode line) {
        JsonNode event = taken(line).flatMap(Taken::event).orElse(record);
        JsonNode kept = line.path("event");
        return event.properties().stream()
                // As text: equal numbers may be written differently, and must not be.
                .filter(field -> !field.getValue()
                        .toString()
                        .equals(kept.path(field.getKey()).toString()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    @Override
    public List<String> problems(EventKind kind, JsonNode record, JsonNode line) {
        List<String> problems = new ArrayList<>();
        taken(line).ifPresent(one -> {
            JsonNode event = one.event().orElse(record);
            check("type", line.path("type").asText(), type.name(), problems);
            check(
                    "entity",
                    line.path("entity").asText(),
                    event.path(type.entityField()).asText(),
                    problems);
            check("verdict", line.path("verdict").asText(), kind.mark(), problems);
            check(
                    "flags",
                    texts(line.path("flags")),
                    expected.fate(one.position()).flags().toString(),
                    problems);
            check("fields", line.path("event").size(), event.size(), problems);
            one.envelope().ifPresent(envelope -> {
                check(
                        "requestId",
                        line.path("requestId").asText(),
                        envelope.path("requestId").asText(),
                        problems);
                String received = Instant.ofEpochMilli(
                                envelope.path("receivedAt").asLong())
                        .toString();
                check(
                        "receivedAt",
                        Instant.parse(line.path("receivedAt").asText()).toString(),
                        received,
                        problems);
            });
            if (one.envelope().isEmpty()) {
                check("requestId", line.path("requestId").asText(), "", problems);
            }
        });
        return problems;
    }

    private Optional<Taken> taken(JsonNode line) {
        return Optional.ofNullable(taken.get(Position.parse(recordId(line))));
    }

    private static String texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(element -> texts.add(element.asText()));
        return texts.toString();
    }

    private static void check(String name, Object found, Object wanted, List<String> problems) {
        if (!found.equals(wanted)) {
            problems.add("has " + name + " " + found + " (expected: " + wanted + ")");
        }
    }
}
