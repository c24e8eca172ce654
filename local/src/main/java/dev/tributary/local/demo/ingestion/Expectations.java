package dev.tributary.local.demo.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.demo.account.EventKind;
import dev.tributary.local.demo.account.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must become of a stream's records: computed from what is in the stream, in its order, by rules that are written here a
 * second time.
 */
final class Expectations {

    /** The key of an item in the table. */
    record ItemKey(String entity, String item) {}

    /**
     * Something that subscribers must be told.
     *
     * @param amount that the message must name; empty for none
     */
    record ExpectedAlert(String flag, String entity, String amount) {}

    /** An event that took effect under its name. */
    private record Named(Position position, String content) {}

    private final EventType type;
    private final Set<String> invalid;
    private final Map<Position, Fate> fates = new HashMap<>();
    private final Map<String, EntityModel> entities = new LinkedHashMap<>();
    private final Map<ItemKey, Named> names = new HashMap<>();
    private final Map<ItemKey, Map<String, String>> items = new LinkedHashMap<>();
    private final List<ExpectedAlert> alerts = new ArrayList<>();

    private Expectations(EventType type, Set<String> invalid) {
        this.type = type;
        this.invalid = invalid;
    }

    /**
     * What must become of these records.
     *
     * @param taken shard by shard, each in its order
     * @param invalid the contents of events that the type's schema does not take
     */
    static Expectations of(EventType type, List<Taken> taken, Set<String> invalid) {
        Expectations expected = new Expectations(type, invalid);
        taken.forEach(record -> expected.fates.put(record.position(), expected.fate(record)));
        expected.entities.forEach((entity, model) ->
                model.items().forEach((item, attributes) -> expected.items.put(new ItemKey(entity, item), attributes)));
        return expected;
    }

    private Fate fate(Taken record) {
        JsonNode event = record.event().orElse(null);
        if (event == null) {
            return Fate.of(EventKind.MALFORMED);
        }
        if (invalid.contains(record.content())) {
            return Fate.of(EventKind.INVALID);
        }
        String entity = event.path(type.entityField()).asText();
        String name =
                event.has("event_id") ? "event#" + event.path("event_id").asText() : "record#" + record.position();
        ItemKey key = new ItemKey(entity, name);
        Named before = names.putIfAbsent(key, new Named(record.position(), record.content()));
        if (before != null) {
            boolean isSame = before.content().equals(record.content());
            return Fate.of(isSame ? EventKind.REPEATED : EventKind.CONFLICTING);
        }
        Fate fate = entities.computeIfAbsent(entity, any -> type.entity()).take(event);
        fate.alerts().forEach(flag -> alerts.add(new ExpectedAlert(flag, entity, type.amount(event))));
        items.put(key, entry(record, fate, event));
        return fate;
    }

    private Map<String, String> entry(Taken record, Fate fate, JsonNode event) {
        Map<String, String> entry = new HashMap<>(type.entry(event));
        entry.put("recordId", record.position().toString());
        entry.put("verdict", fate.kind().mark());
        entry.put("flags", fate.flags().toString());
        return entry;
    }

    /** What must become of a record of the stream. */
    Fate fate(Position position) {
        Fate fate = fates.get(position);
        if (fate == null) {
            throw new IllegalArgumentException("record: " + position + " (expected: one of the stream)");
        }
        return fate;
    }

    /** The items that the table must hold, and of each the attributes that matter. */
    Map<ItemKey, Map<String, String>> items() {
        return items;
    }

    /** How many entities there are. */
    int entities() {
        return entities.size();
    }

    /** What subscribers must be told, at least once each. */
    List<ExpectedAlert> alerts() {
        return alerts;
    }

    /** How many records are of a kind. */
    long count(EventKind kind) {
        return fates.values().stream().filter(fate -> fate.kind() == kind).count();
    }
}
