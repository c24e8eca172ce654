package dev.tributary.local.async;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.local.source.InvocationResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The document that tells of an event which was given up ("Capturing records of Lambda asynchronous invocations" in the AWS
 * Lambda developer guide): the event itself, and what the function said last.
 */
final class InvocationRecord {

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final ObjectMapper JSON = new ObjectMapper();

    private InvocationRecord() {}

    static ObjectNode of(FailedEvent event, String functionArn) {
        ObjectNode document = JSON.createObjectNode();
        document.put("version", "1.0").put("timestamp", TIMESTAMP.format(event.at()));
        document.putObject("requestContext")
                .put("requestId", event.requestId())
                .put("functionArn", functionArn)
                .put("condition", event.condition().lambdaName())
                .put("approximateInvokeCount", event.invocations());
        document.set("requestPayload", payload(event.payload()));
        if (event.lastResult() instanceof InvocationResult.Failed failed) {
            document.putObject("responseContext")
                    .put("statusCode", 200)
                    .put("executedVersion", "$LATEST")
                    .put("functionError", "Unhandled");
            document.putObject("responsePayload")
                    .put("errorMessage", failed.message())
                    .put("errorType", failed.errorType());
        }
        return document;
    }

    private static JsonNode payload(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException notJson) {
            return new TextNode(new String(json, StandardCharsets.UTF_8));
        }
    }
}
