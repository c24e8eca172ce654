package dev.tributary.cdc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.config.Environment;
import dev.tributary.json.Json;
import dev.tributary.record.ObjectVersion;
import dev.tributary.testing.Backoffs;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.FakeS3.StoredObject;
import dev.tributary.testing.FakeSqs;
import dev.tributary.testing.Gunzip;
import dev.tributary.testing.LambdaContext;
import dev.tributary.testing.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The function and everything around it in memory. */
final class CdcFixture {

    static final String BUCKET = "lake";

    static final Map<String, String> SETTINGS = Map.of(
            "CHANGE_BUCKET", BUCKET,
            "DEAD_LETTER_QUEUE_URL", "queue",
            "DEAD_LETTER_BUCKET", "failures",
            "METRICS_NAMESPACE", "Tributary");

    final ManualClock clock = new ManualClock(Instant.parse("2026-03-04T05:06:10Z"));
    final FakeS3 s3 = new FakeS3(BUCKET, "failures");
    final FakeSqs sqs = new FakeSqs();

    private final CdcTransformHandler handler;
    private final Map<String, String> identities = new HashMap<>();

    CdcFixture() {
        this(Map.of());
    }

    /** With these settings in place of, or beside, the usual ones. */
    CdcFixture(Map<String, String> settings) {
        this(settings, Path.of("target", "spilled"));
    }

    CdcFixture(Map<String, String> settings, Path temporary) {
        Map<String, String> environment = new HashMap<>(SETTINGS);
        environment.putAll(settings);
        handler = new CdcTransformHandler(
                CdcSettings.read(new Environment(environment)),
                new Collaborators(s3, sqs, temporary, Backoffs.on(clock), clock));
    }

    /** Puts a raw object there; gives back what S3 tells of it. */
    String put(String key, byte[] bytes) {
        StoredObject stored = s3.place(BUCKET, key, bytes);
        ObjectVersion version =
                new ObjectVersion(BUCKET, key, Optional.of(stored.versionId()), Optional.of(stored.eTag()));
        identities.put(stored.versionId(), version.identity());
        return """
                {"Records": [{"eventSource": "aws:s3", "eventName": "ObjectCreated:Put", "eventTime": "2026-03-04T05:06:07.890Z",
                 "s3": {"bucket": {"name": "%s"}, "object": {"key": "%s", "versionId": "%s", "eTag": "%s"}}}]}""".formatted(
                        BUCKET,
                        URLEncoder.encode(key, UTF_8),
                        stored.versionId(),
                        stored.eTag().replace("\"", ""));
    }

    /** Handles an event; gives back the answer. */
    JsonNode handle(String event) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            handler.handleRequest(new ByteArrayInputStream(event.getBytes(UTF_8)), answer, new LambdaContext());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return json(answer.toString(UTF_8));
    }

    /** Transforms a raw object of this content; gives back what became of it. */
    JsonNode transform(byte[] content) {
        return handle(put("raw/object", content)).at("/objects/0");
    }

    JsonNode transform(String content) {
        return transform(content.getBytes(UTF_8));
    }

    /** What names the objects that come of the first raw object, which a fresh fixture has as its first version. */
    String nameOfFirst() {
        return identities.getOrDefault("version-1", "none");
    }

    /** All that was written, by key. */
    Map<String, StoredObject> written() {
        Map<String, StoredObject> written = new TreeMap<>();
        s3.objects().forEach((name, object) -> {
            String key = name.substring(name.indexOf('/') + 1);
            if (name.startsWith(BUCKET + "/") && !key.startsWith("raw/")) {
                written.put(key, object);
            }
        });
        return written;
    }

    /** The digest of the bytes of all that was written, by key. */
    Map<String, String> digests() {
        Map<String, String> digests = new TreeMap<>();
        written().forEach((key, object) -> digests.put(key, object.eTag()));
        return digests;
    }

    /** The lines of all objects below a prefix, in the order of their keys. */
    List<ObjectNode> lines(String prefix) {
        return written().entrySet().stream()
                .filter(object -> object.getKey().startsWith(prefix))
                .flatMap(object -> Gunzip.lines(object.getValue().bytes()).stream())
                .map(line -> (ObjectNode) json(line))
                .toList();
    }

    /** The envelopes of what was set aside. */
    List<JsonNode> letters() {
        return sqs.messages().stream().map(message -> json(message.body())).toList();
    }

    static JsonNode json(String text) {
        try {
            return Json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
