package dev.tributary.local.demo.account;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** Compares a line that a function wrote with the event that it came from. */
public interface LineJudge {

    /** The id of the record that the line says it is of. */
    String recordId(JsonNode line);

    /** The first of the event's own fields that the line does not hold as it was sent. */
    Optional<String> lostField(JsonNode event, JsonNode line);

    /** What else is not as it must be, in words. */
    List<String> problems(EventKind kind, JsonNode event, JsonNode line);
}
