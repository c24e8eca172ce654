package dev.tributary.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.config.Environment;
import dev.tributary.json.Json;
import dev.tributary.testing.Backoffs;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.FakeSns;
import dev.tributary.testing.FakeSqs;
import dev.tributary.testing.Gunzip;
import dev.tributary.testing.LambdaContext;
import dev.tributary.testing.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The function, by default telling of every change, and everything around it in memory. */
final class AuditFixture {

    static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:audit";

    static final Map<String, String> SETTINGS = Map.of(
            "LAKE_BUCKET", "audit",
            "TOPIC_ARN", TOPIC,
            "DEAD_LETTER_QUEUE_URL", "queue",
            "DEAD_LETTER_BUCKET", "failures",
            "METRICS_NAMESPACE", "Tributary");

    static final Map<String, String> SILENT = Map.of("NOTIFY_EVENTS", "[]");

    final ManualClock clock = new ManualClock(Instant.parse("2026-03-04T05:06:10Z"));
    final FakeS3 s3 = new FakeS3("audit", "failures");
    final FakeSqs sqs = new FakeSqs();
    final FakeSns sns = new FakeSns();

    private final DynamoStreamAuditHandler handler;

    AuditFixture() {
        this(Map.of());
    }

    /** With these settings in place of, or beside, the usual ones. */
    AuditFixture(Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(SETTINGS);
        environment.putAll(settings);
        handler = new DynamoStreamAuditHandler(
                AuditSettings.read(new Environment(environment)),
                new Collaborators(s3, sqs, sns, Backoffs.on(clock), clock));
    }

    /** Handles an event; gives back Lambda's answer. */
    String handle(byte[] event) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            handler.handleRequest(new ByteArrayInputStream(event), answer, new LambdaContext());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answer.toString(UTF_8);
    }

    String handle(String... records) {
        return handle(Changes.event(records));
    }

    /** The lines of the batch that began with this record. */
    List<JsonNode> lines(int first) {
        return lines(Changes.TABLE, Changes.recordId(first));
    }

    List<JsonNode> lines(String table, String first) {
        String key = "audit-logs/" + table + "/year=2026/month=03/day=04/hour=05/" + first + ".jsonl.gz";
        return Gunzip.lines(s3.object("audit", key).bytes()).stream()
                .map(AuditFixture::json)
                .toList();
    }

    /** The line of one change, which is the batch. */
    JsonNode line(String record) {
        handle(record);
        if (lines(1).size() != 1) {
            throw new AssertionError("not written: " + sqs.messages());
        }
        return lines(1).get(0);
    }

    /** Why a change, which is the first, is set aside, as {@code stage/reason: message}. */
    String rejection(String record) {
        handle(record);
        if (sqs.messages().size() != 1) {
            throw new AssertionError(sqs.messages().size() + " dead letters (expected: 1)");
        }
        JsonNode letter = json(sqs.messages().get(0).body());
        return letter.path("stage").textValue() + "/" + letter.path("reason").textValue() + ": "
                + letter.path("message").textValue();
    }

    static JsonNode json(String text) {
        try {
            return Json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
