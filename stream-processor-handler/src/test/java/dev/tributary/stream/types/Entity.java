package dev.tributary.stream.types;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.batch.RejectedRecordException;
import dev.tributary.json.Json;
import dev.tributary.stream.apply.Alert;
import dev.tributary.stream.apply.Effect;
import dev.tributary.stream.apply.EventProcessor;
import dev.tributary.stream.apply.Items;
import dev.tributary.stream.event.Event;
import dev.tributary.testing.Records;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The items of one entity, as its events leave them: what the framework does, without a table. */
final class Entity {

    static final String ID = "e-1";
    static final Instant RECEIVED = Instant.parse("2026-11-21T12:00:00Z");

    private final EventProcessor processor;
    private final Map<String, EnhancedDocument> items = new HashMap<>();
    private int arrived;

    Entity(EventProcessor processor) {
        this.processor = processor;
    }

    /** An event that arrives at {@link #RECEIVED}; quotes in the text are single ones. */
    static Event event(String json) {
        return event(body(json), RECEIVED, 1);
    }

    static Event event(ObjectNode body, Instant received, int number) {
        return new Event("test", ID, "event#" + number, received, Records.id(number), body);
    }

    static ObjectNode body(String json) {
        try {
            return (ObjectNode) Json.readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    Effect apply(String json) {
        return apply(body(json));
    }

    /** Applies the next event, which arrives a second behind the one before. */
    Effect apply(ObjectNode body) {
        Event event = event(body, RECEIVED.plusSeconds(arrived++), arrived);
        Effect effect = effect(event);
        assertThat(processor.items(event)).containsAll(effect.items().keySet());
        assertThat(effect(event).recorded()).as("a pure function").isEqualTo(effect.recorded());
        items.putAll(effect.items());
        return effect;
    }

    List<Alert> alerts(String json, Effect effect) {
        return processor.alerts(event(json), effect.recorded());
    }

    /** The item's attributes as text; none if there is no item. */
    Map<String, String> item(String sortKey) {
        return items().getOrDefault(sortKey, Map.of());
    }

    /** All items, by sort key. */
    Map<String, Map<String, String>> items() {
        return items.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, item -> attributes(item.getValue())));
    }

    static Map<String, String> attributes(EnhancedDocument document) {
        return document.toMap().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, attribute -> text(attribute.getValue())));
    }

    private Effect effect(Event event) {
        try {
            return processor.apply(
                    event,
                    new Items(processor.items(event).stream()
                            .filter(items::containsKey)
                            .collect(Collectors.toMap(key -> key, items::get))));
        } catch (RejectedRecordException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(AttributeValue value) {
        return value.n() == null ? value.s() : value.n();
    }
}
