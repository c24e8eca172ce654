package dev.tributary.local.redrive;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tributary.deadletter.DeadLetter;
import dev.tributary.local.redrive.Failure.GivenUpBatch;
import dev.tributary.local.redrive.Failure.GivenUpEvent;
import dev.tributary.local.redrive.Failure.Head;
import dev.tributary.local.redrive.Failure.Payload;
import dev.tributary.local.redrive.Failure.PieceLetter;
import dev.tributary.local.redrive.Failure.RecordLetter;
import dev.tributary.local.redrive.Failure.Unreadable;
import dev.tributary.record.ObjectVersion;
import dev.tributary.record.RecordId;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads the documents in which failures are kept: the envelope of our dead letters, and Lambda's own of what it gave up.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html">of a stream's batch</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">of an event</a>
 */
final class FailureReader {

    /** Keeps numbers as they were written: events within the documents go back to their functions. */
    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final String EXPECTED =
            " (expected: a dead letter of ours, or Lambda's record of what it gave up, with the event in it)";

    private FailureReader() {}

    /**
     * What a document tells of; {@link Unreadable} if it is anything else.
     *
     * @param place the name of the message or object that holds it
     */
    static Failure read(byte[] document, String place) {
        try {
            JsonNode root = JSON.readTree(document);
            if (root.has("payloadSha256")) {
                return letter(root);
            }
            if (root.has("requestPayload")) {
                return event(root);
            }
            return batch(root, place);
        } catch (IOException e) {
            return new Unreadable(place, "not JSON" + EXPECTED);
        } catch (IllegalArgumentException | DateTimeException e) {
            return new Unreadable(place, String.valueOf(e.getMessage()));
        }
    }

    private static Failure letter(JsonNode root) {
        int version = root.path("version").asInt();
        if (version != DeadLetter.VERSION) {
            throw new IllegalArgumentException(
                    "dead letter of version " + version + " (expected: " + DeadLetter.VERSION + ")");
        }
        JsonNode source = root.path("source");
        RecordId id = RecordId.parse(text(root, "id"));
        Head head = new Head(
                id.toString(),
                text(root, "function"),
                text(root, "stage"),
                text(root, "reason"),
                root.path("message").asText(),
                root.path("requestId").asText(),
                Instant.parse(text(root, "failedAt")));
        Payload payload =
                new Payload(optional(root, "payload"), optional(root, "payloadRef"), text(root, "payloadSha256"));
        Instant arrival = Instant.parse(text(source, "arrivalTime"));
        String type = text(source, "type");
        return type.equals("aws:s3")
                ? new PieceLetter(head, object(source), arrival, payload)
                : new RecordLetter(
                        head,
                        id,
                        type,
                        text(source, "arn"),
                        source.path("partitionKey").asText(),
                        arrival,
                        payload);
    }

    private static ObjectVersion object(JsonNode source) {
        return new ObjectVersion(
                text(source, "bucket"), text(source, "key"), optional(source, "version"), optional(source, "eTag"));
    }

    private static Failure event(JsonNode root) throws IOException {
        JsonNode context = root.path("requestContext");
        JsonNode said = root.path("responsePayload");
        Head head = new Head(
                text(context, "requestId"),
                function(context),
                Failure.LAMBDA,
                text(context, "condition"),
                said.isObject()
                        ? said.path("errorType").asText() + ": "
                                + said.path("errorMessage").asText()
                        : "",
                text(context, "requestId"),
                Instant.parse(text(root, "timestamp")));
        return new GivenUpEvent(head, JSON.writeValueAsBytes(root.path("requestPayload")));
    }

    private static Failure batch(JsonNode root, String place) throws IOException {
        JsonNode info = root.has("KinesisBatchInfo") ? root.path("KinesisBatchInfo") : root.path("DDBStreamBatchInfo");
        if (!info.isObject()) {
            throw new IllegalArgumentException("neither an envelope nor a batch's whereabouts" + EXPECTED);
        }
        String from = text(info, "startSequenceNumber");
        String whereabouts =
                text(info, "shardId") + ", sequence numbers " + from + " to " + text(info, "endSequenceNumber");
        if (!root.path("payload").isTextual()) {
            return new Unreadable(
                    place,
                    "tells where records were, and holds none: " + text(info, "streamArn") + ", " + whereabouts
                            + " (expected: the event itself; read them from the stream while it keeps them)");
        }
        JsonNode context = root.path("requestContext");
        int records = info.path("batchSize").asInt();
        Head head = new Head(
                text(info, "shardId") + "." + from,
                function(context),
                Failure.LAMBDA,
                text(context, "condition"),
                records + " records of " + whereabouts,
                text(context, "requestId"),
                Instant.parse(text(root, "timestamp")));
        byte[] event = root.path("payload").asText().getBytes(StandardCharsets.UTF_8);
        return new GivenUpBatch(head, text(info, "streamArn"), new BigInteger(from), records, event);
    }

    /** The name in {@code arn:aws:lambda:<region>:<account>:function:<name>}, which a version or alias may follow. */
    private static String function(JsonNode context) {
        String arn = text(context, "functionArn");
        String[] parts = arn.split(":", -1);
        if (parts.length < 7) {
            throw new IllegalArgumentException("functionArn: " + arn + " (expected: a function's ARN)");
        }
        return parts[6];
    }

    private static String text(JsonNode node, String field) {
        return optional(node, field).orElseThrow(() -> new IllegalArgumentException(field + ": missing" + EXPECTED));
    }

    private static Optional<String> optional(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
    }
}
