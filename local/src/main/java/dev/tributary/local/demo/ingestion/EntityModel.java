package dev.tributary.local.demo.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** What the events of one entity come to, taken one by one in the order of the stream. Repeats do not get here. */
interface EntityModel {

    /** Takes the next event. */
    Fate take(JsonNode event);

    /** The items that must be in the table now: by sort key, and of each the attributes that matter, as text. */
    Map<String, Map<String, String>> items();
}
