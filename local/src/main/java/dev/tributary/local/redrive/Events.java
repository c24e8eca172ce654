package dev.tributary.local.redrive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.local.redrive.Failure.GivenUpBatch;
import dev.tributary.local.redrive.Failure.PieceLetter;
import dev.tributary.local.redrive.Failure.RecordLetter;
import dev.tributary.record.ObjectVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The events of invocations, made again of what is left of them, so that every record has the id that it had. */
final class Events {

    private static final int MILLIS = 3;

    private Events() {}

    /**
     * The event of one record.
     *
     * @param payload its original bytes
     * @throws IllegalArgumentException if no function takes records of its source, or the payload is none of it
     */
    static byte[] of(RecordLetter letter, byte[] payload) {
        return switch (letter.type()) {
            case "aws:kinesis" -> kinesis(letter, payload);
            case "aws:dynamodb" -> dynamoDb(payload);
            default ->
                throw new IllegalArgumentException(
                        "source: " + letter.type() + " (expected: aws:kinesis, aws:dynamodb or aws:s3)");
        };
    }

    private static byte[] kinesis(RecordLetter letter, byte[] payload) {
        ObjectNode event = FailureReader.JSON.createObjectNode();
        ObjectNode record = event.putArray("Records").addObject();
        record.putObject("kinesis")
                .put("kinesisSchemaVersion", "1.0")
                .put("partitionKey", letter.partitionKey())
                .put("sequenceNumber", letter.recordId().sequence())
                .put("data", Base64.getEncoder().encodeToString(payload))
                .put(
                        "approximateArrivalTimestamp",
                        BigDecimal.valueOf(letter.arrival().toEpochMilli(), MILLIS));
        String eventId = letter.recordId().shard() + ":" + letter.recordId().sequence();
        // A record that came packed in another comes back by itself, and has a place there.
        int place = letter.recordId().subSequence();
        record.put("eventSource", "aws:kinesis")
                .put("eventVersion", "1.0")
                .put("eventID", place == 0 ? eventId : eventId + ":" + place)
                .put("eventName", "aws:kinesis:record")
                .put("eventSourceARN", letter.source());
        return bytes(event);
    }

    /** The payload is the record as it came in its event. */
    private static byte[] dynamoDb(byte[] payload) {
        String record = new String(payload, StandardCharsets.UTF_8);
        if (!parsed(payload).isObject()) {
            throw new IllegalArgumentException("payload: no JSON object (expected: a record of a DynamoDB stream)");
        }
        return ("{\"Records\":[" + record + "]}").getBytes(StandardCharsets.UTF_8);
    }

    /** What S3 told of the object that the piece is of. */
    static byte[] of(PieceLetter letter) {
        ObjectVersion object = letter.object();
        ObjectNode event = FailureReader.JSON.createObjectNode();
        ObjectNode record = event.putArray("Records")
                .addObject()
                .put("eventSource", "aws:s3")
                .put("eventVersion", "2.1")
                .put("eventName", "ObjectCreated:Put")
                .put("eventTime", letter.arrival().toString());
        ObjectNode s3 = record.putObject("s3").put("s3SchemaVersion", "1.0");
        s3.putObject("bucket").put("name", object.bucket()).put("arn", "arn:aws:s3:::" + object.bucket());
        ObjectNode told = s3.putObject("object").put("key", URLEncoder.encode(object.key(), StandardCharsets.UTF_8));
        object.versionId().ifPresent(version -> told.put("versionId", version));
        object.eTag().ifPresent(tag -> told.put("eTag", tag));
        return bytes(event);
    }

    /** The rest of a batch, from this sequence number on, as Lambda delivers it; empty if it is none of its records behind the first. */
    static Optional<byte[]> rest(byte[] event, String firstUncommitted) {
        ArrayNode records = records(event);
        for (int i = 1; i < records.size(); i++) {
            if (sequence(records.get(i)).equals(firstUncommitted)) {
                ObjectNode rest = FailureReader.JSON.createObjectNode();
                ArrayNode left = rest.putArray("Records");
                for (int j = i; j < records.size(); j++) {
                    left.add(records.get(j));
                }
                return Optional.of(bytes(rest));
            }
        }
        return Optional.empty();
    }

    /** The partition keys, or the keys of items, in a batch. */
    static Set<String> partitionKeys(GivenUpBatch batch) {
        Set<String> keys = new LinkedHashSet<>();
        for (JsonNode record : records(batch.event())) {
            keys.add(
                    record.has("dynamodb")
                            ? record.at("/dynamodb/Keys").toString()
                            : record.at("/kinesis/partitionKey").asText());
        }
        return keys;
    }

    /** The records of a batch, in its order. */
    static ArrayNode records(byte[] event) {
        if (parsed(event).path("Records") instanceof ArrayNode records) {
            return records;
        }
        throw new IllegalArgumentException("event: no Records (expected: an event of a stream)");
    }

    private static String sequence(JsonNode record) {
        return record.has("dynamodb")
                ? record.at("/dynamodb/SequenceNumber").asText()
                : record.at("/kinesis/sequenceNumber").asText();
    }

    private static JsonNode parsed(byte[] json) {
        try {
            return FailureReader.JSON.readTree(json);
        } catch (IOException e) {
            throw new IllegalArgumentException("event: not JSON (expected: what a function was invoked with)", e);
        }
    }

    private static byte[] bytes(JsonNode event) {
        try {
            return FailureReader.JSON.writeValueAsBytes(event);
        } catch (IOException e) {
            throw new UncheckedIOException("no I/O happens in memory", e);
        }
    }
}
