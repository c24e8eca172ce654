package dev.tributary.local.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectCreatedTest {

    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
    private static final ObjectCreated FORM =
            new ObjectCreated(Notified.settings("Bucket: changes, Events: 's3:ObjectCreated:*'"));

    @Test
    void shouldHaveTheFormOfS3() {
        byte[] event = FORM.of(new ObjectVersion("raw/a.gz", 7, "d41d8cd9", "v1", AT), "0055AED6DCD90281E5");

        assertThat(Notified.json(event)).isEqualTo(Notified.json("""
                {"Records": [{
                  "eventVersion": "2.1", "eventSource": "aws:s3", "awsRegion": "us-east-1",
                  "eventTime": "2026-03-01T10:00:00.000Z", "eventName": "ObjectCreated:Put",
                  "userIdentity": {"principalId": "AWS:000000000000"},
                  "requestParameters": {"sourceIPAddress": "127.0.0.1"},
                  "responseElements": {"x-amz-request-id": "0055AED6DCD90281E5", "x-amz-id-2": "0055AED6DCD90281E5"},
                  "s3": {"s3SchemaVersion": "1.0", "configurationId": "Objects",
                    "bucket": {"name": "changes", "arn": "arn:aws:s3:::changes",
                      "ownerIdentity": {"principalId": "000000000000"}},
                    "object": {"key": "raw/a.gz", "size": 7, "eTag": "d41d8cd9", "versionId": "v1",
                      "sequencer": "0055AED6DCD90281E5"}}}]}"""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "raw/year=2026/a.gz | raw/year%3D2026/a.gz",
                "a b+c | a+b%2Bc",
                "größe/日 | gr%C3%B6%C3%9Fe/%E6%97%A5",
                "a%2Fb~c*d_e-f.g | a%252Fb%7Ec*d_e-f.g"
            })
    void shouldEncodeKeysAsAFormIs(String key, String encoded) {
        String told =
                object(new ObjectVersion(key, 7, "e", null, AT)).path("key").asText();

        assertThat(told).isEqualTo(encoded);
        assertThat(URLDecoder.decode(told, StandardCharsets.UTF_8)).isEqualTo(key);
    }

    @Test
    void shouldNameNoVersionInABucketWithoutVersions() {
        assertThat(object(new ObjectVersion("a", 7, "e", null, AT)).has("versionId"))
                .isFalse();
    }

    @Test
    void shouldTellWhatWasUploadedInParts() {
        byte[] event = FORM.of(new ObjectVersion("a", 7, "d41d8cd9-3", "v1", AT), "00");

        assertThat(Notified.json(event).at("/Records/0/eventName").asText())
                .isEqualTo("ObjectCreated:CompleteMultipartUpload");
    }

    @Test
    void shouldTestWithoutRecords() {
        JsonNode test = Notified.json(FORM.test(AT));

        assertThat(test.path("Service").asText()).isEqualTo("Amazon S3");
        assertThat(test.path("Event").asText()).isEqualTo("s3:TestEvent");
        assertThat(test.path("Time").asText()).isEqualTo("2026-03-01T10:00:00.000Z");
        assertThat(test.path("Bucket").asText()).isEqualTo("changes");
        assertThat(test.has("Records")).isFalse();
    }

    private static JsonNode object(ObjectVersion version) {
        return Notified.json(FORM.of(version, "00")).at("/Records/0/s3/object");
    }
}
