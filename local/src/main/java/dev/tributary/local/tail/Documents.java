package dev.tributary.local.tail;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.local.tail.Finding.Kind;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** Reads the documents that the functions, and the services around them, leave behind. */
final class Documents {

    /** Shows numbers as they were written. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Documents() {}

    /** A line of an object of the lake. */
    static Finding written(String line, String place, Instant at) {
        JsonNode document = parse(line);
        JsonNode enrichment = document.path("enrichment");
        JsonNode event = document.deepCopy();
        if (event instanceof ObjectNode object) {
            object.remove(List.of("enrichment", "recordId", "eventName", "verdict", "_op"));
        }
        return new Finding(
                at,
                Kind.WRITTEN,
                place,
                // A line of the audit trail, or of the archive of typed events, says both itself; a row has no id.
                enrichment.path("recordId").asText(document.path("recordId").asText()),
                enrichment
                        .path("status")
                        .asText(document.path("eventName")
                                .asText(document.path("verdict")
                                        .asText(document.path("_op").asText("-")))),
                event.toString(),
                document);
    }

    /** A line of the quarantine: a row, and the rules that it breaks. */
    static Finding quarantined(String line, String place, Instant at) {
        JsonNode document = parse(line);
        List<String> violations = new ArrayList<>();
        for (JsonNode violation : document.path("violations")) {
            violations.add(violation.path("column").asText() + ": " + violation.path("value") + " (expected: "
                    + violation.path("expected").asText() + ")");
        }
        return new Finding(
                at,
                Kind.SET_ASIDE,
                place,
                "",
                document.at("/violations/0/rule").asText("-"),
                violations.isEmpty() ? document.toString() : String.join("; ", violations),
                document);
    }

    /** An object that holds no JSON Lines, which somebody else put there. */
    static Finding other(String key, int bytes, String place, Instant at) {
        return new Finding(at, Kind.WRITTEN, place, "", "-", key + ", " + bytes + " bytes", new TextNode(key));
    }

    /** A message of a dead-letter queue: our envelope, or what a service says of what it gave up. */
    static Finding message(String body, String queue, Instant sent) {
        JsonNode document = parse(body);
        if (document.has("reason")) {
            return new Finding(
                    time(document.path("failedAt").asText(), sent),
                    Kind.SET_ASIDE,
                    queue,
                    document.path("id").asText(),
                    document.path("reason").asText(),
                    document.path("message").asText() + place(document.path("source")),
                    document);
        }
        return givenUp(document, queue, sent);
    }

    /** Where a piece of an object is; a record's id says it. */
    private static String place(JsonNode source) {
        return source.path("type").asText().equals("aws:s3")
                ? "; " + source.path("length") + " bytes at " + source.path("offset") + " of "
                        + source.path("key").asText()
                : "";
    }

    /** What a service says, in a form of its own, of records that it gave up. */
    static Finding givenUp(String json, String place, Instant at) {
        return givenUp(parse(json), place, at);
    }

    /** Lambda's form names the function, and counts its invocations; that of a pipe has neither. */
    private static Finding givenUp(JsonNode document, String place, Instant at) {
        JsonNode batch = document.path(document.has("DDBStreamBatchInfo") ? "DDBStreamBatchInfo" : "KinesisBatchInfo");
        JsonNode context = document.path(document.has("requestContext") ? "requestContext" : "context");
        String message = batch.isMissingNode()
                ? event(document) + invocations(context)
                : batch.path("batchSize").asText() + " records of "
                        + batch.path("shardId").asText() + invocations(context);
        return new Finding(
                time(document.path("timestamp").asText(), at),
                Kind.GIVEN_UP,
                place,
                "",
                context.path("condition").asText("-"),
                message,
                document);
    }

    /** The object that an event tells of, or whatever else was given up. */
    private static String event(JsonNode document) {
        JsonNode key = document.at("/requestPayload/Records/0/s3/object/key");
        return key.isMissingNode() ? document.toString() : key.asText();
    }

    private static String invocations(JsonNode context) {
        JsonNode count = context.path("approximateInvokeCount");
        String function = context.path("functionArn").asText().replaceFirst(".*:", "");
        return count.isMissingNode() ? "" : ", after " + count.asText() + " invocations of " + function;
    }

    private static Instant time(String text, Instant otherwise) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return otherwise;
        }
    }

    private static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException notJson) {
            return new TextNode(text);
        }
    }
}
