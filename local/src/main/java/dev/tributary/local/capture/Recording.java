package dev.tributary.local.capture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a capture has seen.
 *
 * @param source the versions of PostgreSQL and Debezium
 * @param table the rows at the end
 */
record Recording(String source, List<CapturedEvent> events, List<ObjectNode> table) {

    /** The same in both forms, from a source that people are told. */
    CapturedChanges changes(String from) {
        return new CapturedChanges(
                from,
                events.stream().map(CapturedEvent::change).toList(),
                DmsForm.of(events).sent(),
                table);
    }
}
