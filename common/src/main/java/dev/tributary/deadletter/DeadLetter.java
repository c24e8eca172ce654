package dev.tributary.deadletter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.aws.Invocation;
import dev.tributary.aws.Sha256;
import dev.tributary.json.Json;
import dev.tributary.record.RecordId;
import dev.tributary.record.SourceRecord;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A record that was set aside, with the reason.
 *
 * @param record the record, whose payload is kept untouched
 * @param rejection why it was set aside
 * @param invocation the invocation that did so
 * @param failedAt when
 */
public record DeadLetter(SourceRecord record, Rejection rejection, Invocation invocation, Instant failedAt) {

    /** Version of the envelope; a field that changes its meaning raises it. */
    public static final int VERSION = 1;

    /** The envelope with the payload inside, in base64. */
    String envelope() {
        ObjectNode envelope = head();
        envelope.put("payload", Base64.getEncoder().encodeToString(record.payload()));
        return tail(envelope);
    }

    /** The envelope with a pointer to the payload in its place. */
    String envelope(String payloadRef) {
        ObjectNode envelope = head();
        envelope.put("payloadRef", payloadRef);
        return tail(envelope);
    }

    private ObjectNode head() {
        RecordId id = record.id();
        ObjectNode envelope = Json.object().put("version", VERSION).put("id", id.toString());
        envelope.putObject("source")
                .put("type", record.source().type())
                .put("arn", record.source().arn())
                .put("shard", id.shard())
                .put("sequence", id.sequence())
                .put("subSequence", id.subSequence())
                .put("partitionKey", record.partitionKey())
                .put("arrivalTime", record.arrivalTime().toString());
        return envelope.put("stage", rejection.stage())
                .put("reason", rejection.reason())
                .put("message", rejection.message())
                .put("function", invocation.functionName())
                .put("requestId", invocation.requestId())
                .put("failedAt", failedAt.toString());
    }

    private String tail(ObjectNode envelope) {
        envelope.put("payloadSha256", HexFormat.of().formatHex(Sha256.of(record.payload())));
        // ASCII alone: SQS refuses some of the characters that a partition key may hold.
        return Json.writeAscii(envelope);
    }
}
