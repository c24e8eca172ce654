package dev.tributary.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.aws.Invocation;
import dev.tributary.change.DynamoDbChange;
import dev.tributary.change.RowChange;
import dev.tributary.json.Json;
import dev.tributary.record.SourceRecord;
import java.util.List;
import java.util.Optional;

/**
 * One line of the trail: what was done to which item, where, when, and by whom as far as that is known.
 *
 * @param record the stream's record
 * @param event the change, with what is to be redacted redacted
 * @param source how the stream tells of it
 * @param changes the attributes that are not what they were
 * @param who time to live, or the attribute that a setting names
 */
record AuditRecord(
        SourceRecord record,
        RowChange event,
        DynamoDbChange source,
        List<AttributeChange> changes,
        Optional<ObjectNode> who) {

    static AuditRecord of(SourceRecord record, DynamoDbChange source, Redaction redaction, String actorAttribute) {
        RowChange event = redaction.redact(source.event());
        return new AuditRecord(
                record, event, source, AttributeChange.of(event), who(source.expired(), event, actorAttribute));
    }

    /** The line, as JSON. */
    byte[] line(String processedAt, Invocation invocation) {
        ObjectNode line = Json.object()
                .put("recordId", record.id().toString())
                .put("eventName", source.name().name())
                .put("table", event.provenance().table().name())
                .set("keys", event.key().orElseThrow());
        event.before().ifPresent(image -> line.set("oldImage", image));
        event.after().ifPresent(image -> line.set("newImage", image));
        ArrayNode changed = line.putArray("changes");
        changes.forEach(change -> changed.add(change.toJson()));
        who.ifPresent(actor -> line.set("who", actor));
        line.put("expired", source.expired())
                .put("time", event.provenance().committed().toString())
                .put("sequenceNumber", record.id().sequence())
                .put("eventId", record.id().shard())
                .put("region", source.region())
                .put("stream", record.source().arn())
                .put("viewType", source.viewType())
                .put("sizeBytes", source.sizeBytes())
                .put("processedAt", processedAt)
                .put("requestId", invocation.requestId());
        return Json.write(line);
    }

    /** By the newer image: what the older one says of is an earlier change. */
    private static Optional<ObjectNode> who(boolean expired, RowChange event, String attribute) {
        if (expired) {
            return Optional.of(Json.object().put("type", "ttl"));
        }
        JsonNode value = event.after()
                .or(event::before)
                .map(image -> image.get(attribute))
                .orElse(null);
        return value == null
                ? Optional.empty()
                : Optional.of(Json.object().put("attribute", attribute).set("value", value));
    }
}
