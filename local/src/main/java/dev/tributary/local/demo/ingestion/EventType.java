package dev.tributary.local.demo.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** A type of events: what clients send of it, and what must come of that, by rules of the demo's own. */
interface EventType {

    /** As the API's paths and the lake's folders have it. */
    String name();

    /** The field that says what an event is about. */
    String entityField();

    /** What is sent of one entity, in the order in which it is sent; the same each time. */
    List<ObjectNode> story(int number, SplittableRandom random);

    /** Ways to make an event of this type one that its schema does not take. */
    List<Consumer<ObjectNode>> defects();

    /** What the events of one entity come to. */
    EntityModel entity();

    /** The amount that an alert about the event must name; empty if there is none. */
    default String amount(JsonNode event) {
        return "";
    }

    /** What the event's own entry in the table must hold besides its fate. */
    default Map<String, String> entry(JsonNode event) {
        return Map.of();
    }
}
