package dev.tributary.local.invoke;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.FakeS3.StoredObject;
import dev.tributary.testing.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.S3Exception;

class EventObjectsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakeS3 s3 = new FakeS3("changes");
    private final List<String> told = new ArrayList<>();

    @TempDir
    Path root;

    private Path folder = Path.of("");

    @BeforeEach
    void writeObject() throws IOException {
        folder = Files.createDirectories(root.resolve("events"));
        Files.createDirectories(folder.resolve("raw/hour=1"));
        Files.writeString(folder.resolve("raw/hour=1/a b.jsonl"), "{}");
        Files.writeString(root.resolve("outside.jsonl"), "{}");
    }

    @Test
    void shouldPutTheObjectBesideTheEventAndTellItsVersion() throws IOException {
        JsonNode event = JSON.readTree(put(direct("raw/hour%3D1/a+b.jsonl", "")));

        StoredObject stored = s3.object("changes", "raw/hour=1/a b.jsonl");
        assertThat(stored.bytes()).asString(UTF_8).isEqualTo("{}");
        JsonNode object = event.at("/Records/0/s3/object");
        assertThat(object.path("versionId").asText()).isEqualTo(stored.versionId());
        assertThat(object.path("eTag").asText()).isEqualTo(stored.eTag().replace("\"", ""));
        assertThat(object.path("key").asText()).isEqualTo("raw/hour%3D1/a+b.jsonl");
        assertThat(told).containsExactly("put s3://changes/raw/hour=1/a b.jsonl");
    }

    @Test
    void shouldDoSoForAnEventOfEventBridge() throws IOException {
        JsonNode event = JSON.readTree(put("""
                {"source": "aws.s3", "detail": {"bucket": {"name": "changes"}, "object": {"key": "raw/hour=1/a b.jsonl"}}}"""));

        StoredObject stored = s3.object("changes", "raw/hour=1/a b.jsonl");
        assertThat(event.at("/detail/object/version-id").asText()).isEqualTo(stored.versionId());
        assertThat(event.at("/detail/object/etag").asText())
                .isEqualTo(stored.eTag().replace("\"", ""));
    }

    /** The object of an event that happened, what is not there, and what is not the event's. */
    @ParameterizedTest
    @ValueSource(strings = {"a+b.jsonl|, \"versionId\": \"1\"", "a+b.jsonl|, \"eTag\": \"1\"", "c.jsonl|", "%00|", "|"})
    void shouldLeaveOtherEventsOfBucketsAsTheyAre(String keyAndVersion) throws IOException {
        String[] parts = keyAndVersion.split("\\|", -1);

        assertUntouched(direct("raw/hour%3D1/" + parts[0], parts[1]));
    }

    @Test
    void shouldPutNoFileOutsideOfTheEventsFolder() throws IOException {
        assertUntouched(direct("../outside.jsonl", ""));
        assertUntouched(direct(root.resolve("outside.jsonl").toString(), ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "null", "\"text\"", "{\"Records\": [{\"kinesis\": {}}]}", "{\"Event\": \"s3:TestEvent\"}"})
    void shouldLeaveEventsOfOtherSourcesAsTheyAre(String event) throws IOException {
        assertUntouched(event);
    }

    @Test
    void shouldFailWhereTheObjectCannotBePut() {
        s3.faults().failNext(FakeS3.PUT, AwsFailures.s3(404, "NoSuchBucket"), Fault.Effect.NONE);

        assertThatThrownBy(() -> put(direct("raw/hour%3D1/a+b.jsonl", "")))
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("NoSuchBucket");
        assertThat(told).isEmpty();
    }

    private void assertUntouched(String event) throws IOException {
        assertThat(put(event)).isEqualTo(event);
        assertThat(s3.objects()).isEmpty();
        assertThat(told).isEmpty();
    }

    private String put(String event) throws IOException {
        return new String(new EventObjects(JSON, folder, s3, told::add).put(event.getBytes(UTF_8)), UTF_8);
    }

    private static String direct(String key, String version) {
        return """
                {"Records": [{"eventSource": "aws:s3", "s3": {"bucket": {"name": "changes"}, "object": {"key": "%s"%s}}}]}""".formatted(key, version);
    }
}
