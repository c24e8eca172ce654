package dev.tributary.enrichment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.tributary.json.Json;
import dev.tributary.record.RecordId;
import dev.tributary.reference.ReferenceSource;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Says in each output what was found: {@code {"status": …, "sources": {…}, "enrichedAt": …, "requestId": …, "recordId": …}}.
 * All but the record's id is the same for many records of a batch, and is made into JSON once.
 */
final class Marker {

    private final List<ReferenceSource> sources;
    private final Instant time;
    private final String requestId;
    private final Map<List<JoinStatus>, String> heads = new HashMap<>();

    Marker(List<ReferenceSource> sources, Instant time, String requestId) {
        this.sources = sources;
        this.time = time;
        this.requestId = requestId;
    }

    /** The JSON for a record whose sources came to these statuses. */
    RawValue mark(List<JoinStatus> statuses, RecordId id) {
        // A record id needs no escape: its characters are letters, digits, dots, dashes and underscores.
        return new RawValue(String.join("", heads.computeIfAbsent(statuses, this::head), id.toString(), "\"}"));
    }

    private String head(List<JoinStatus> statuses) {
        ObjectNode head = Json.object().put("status", overall(statuses));
        ObjectNode bySource = head.putObject("sources");
        for (int i = 0; i < statuses.size(); i++) {
            bySource.put(sources.get(i).name(), statuses.get(i).text());
        }
        head.put("enrichedAt", time.toString()).put("requestId", requestId).put("recordId", "");
        String json = Json.writeAscii(head);
        return json.substring(0, json.length() - "\"}".length());
    }

    private static String overall(List<JoinStatus> statuses) {
        int found = Collections.frequency(statuses, JoinStatus.FOUND);
        if (found == statuses.size()) {
            return "enriched";
        }
        return found == 0 ? "not_enriched" : "partial";
    }
}
