package dev.tributary.deadletter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.aws.Invocation;
import dev.tributary.aws.Sha256;
import dev.tributary.json.Json;
import dev.tributary.record.Input;
import dev.tributary.record.ObjectPiece;
import dev.tributary.record.ObjectVersion;
import dev.tributary.record.RecordId;
import dev.tributary.record.SourceRecord;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A record, or a piece of an object, that was set aside, with the reason.
 *
 * @param input what was set aside, whose payload is kept untouched
 * @param rejection why it was set aside
 * @param invocation the invocation that did so
 * @param failedAt when
 */
public record DeadLetter(Input input, Rejection rejection, Invocation invocation, Instant failedAt) {

    /** Version of the envelope; a field that changes its meaning raises it. */
    public static final int VERSION = 1;

    /** The envelope with the payload inside, in base64. */
    String envelope() {
        ObjectNode envelope = head();
        envelope.put("payload", Base64.getEncoder().encodeToString(input.payload()));
        return tail(envelope);
    }

    /** The envelope with a pointer to the payload in its place. */
    String envelope(String payloadRef) {
        ObjectNode envelope = head();
        envelope.put("payloadRef", payloadRef);
        return tail(envelope);
    }

    private ObjectNode head() {
        ObjectNode envelope =
                Json.object().put("version", VERSION).put("id", input.id().toString());
        describe(envelope.putObject("source"));
        return envelope.put("stage", rejection.stage())
                .put("reason", rejection.reason())
                .put("message", rejection.message())
                .put("function", invocation.functionName())
                .put("requestId", invocation.requestId())
                .put("failedAt", failedAt.toString());
    }

    private void describe(ObjectNode source) {
        if (input instanceof SourceRecord record) {
            describe(record, source);
        } else {
            describe((ObjectPiece) input, source);
        }
    }

    private static void describe(SourceRecord record, ObjectNode source) {
        RecordId id = record.id();
        source.put("type", record.source().type())
                .put("arn", record.source().arn())
                .put("shard", id.shard())
                .put("sequence", id.sequence())
                .put("subSequence", id.subSequence())
                .put("partitionKey", record.partitionKey())
                .put("arrivalTime", record.arrivalTime().toString());
    }

    private static void describe(ObjectPiece piece, ObjectNode source) {
        ObjectVersion object = piece.object();
        source.put("type", "aws:s3")
                .put("arn", "arn:aws:s3:::" + object.bucket())
                .put("bucket", object.bucket())
                .put("key", object.key());
        object.versionId().ifPresent(id -> source.put("version", id));
        object.eTag().ifPresent(tag -> source.put("eTag", tag));
        source.put("offset", piece.offset())
                .put("length", piece.length())
                .put("arrivalTime", piece.arrivalTime().toString());
    }

    private String tail(ObjectNode envelope) {
        if (input instanceof ObjectPiece piece && piece.isTruncated()) {
            envelope.put("payloadTruncated", true);
        }
        envelope.put("payloadSha256", HexFormat.of().formatHex(Sha256.of(input.payload())));
        // ASCII alone: SQS refuses some of the characters that a partition key or an object's key may hold.
        return Json.writeAscii(envelope);
    }
}
