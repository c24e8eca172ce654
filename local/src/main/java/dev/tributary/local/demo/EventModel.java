package dev.tributary.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.demo.account.EventKind;
import java.util.Map;
import java.util.SplittableRandom;

/** The events of one system: what they look like, and what must become of them. */
interface EventModel {

    /** How many in a hundred events are of which kind; the others are {@link EventKind#KNOWN}. */
    Map<EventKind, Integer> shares();

    /** What an event of this kind is about; its partition key too. */
    String key(EventKind kind, SplittableRandom random);

    /** An event in JSON; of a kind whose bytes are bad, what it is before it is made so. */
    String json(EventKind kind, String key, int number, SplittableRandom random);

    /** The name under which a line tells whether its reference data was found. */
    String source();

    /** The fields that a line must have besides its event's own, apart from the enrichment's status. */
    Map<String, JsonNode> additions(JsonNode event);
}
