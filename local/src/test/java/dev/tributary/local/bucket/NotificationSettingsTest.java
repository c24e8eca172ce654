package dev.tributary.local.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationSettingsTest {

    private static final String OF_PARTS = "d41d8cd9-2";

    @Test
    void shouldTellOfEveryNewObjectWithoutAFilter() {
        NotificationSettings settings = Notified.settings("Bucket: changes, Events: 's3:ObjectCreated:*'");

        assertThat(settings.bucket()).isEqualTo("changes");
        assertThat(settings.matches(object("a", "e"))).isTrue();
        assertThat(settings.matches(object("a", OF_PARTS))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"raw/a.gz, true", "raw/a.json, false", "trusted/raw/a.gz, false"})
    void shouldFilterByPrefixAndSuffix(String key, boolean told) {
        NotificationSettings settings = Notified.settings("Bucket: changes, Events: ['s3:ObjectCreated:*'],"
                + " Filter: {S3Key: {Rules: [{Name: Prefix, Value: raw/}, {Name: suffix, Value: .gz}]}}");

        assertThat(settings.matches(object(key, "e"))).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({"Put, e, true", "Put, d41d8cd9-2, false", "CompleteMultipartUpload, d41d8cd9-2, true"})
    void shouldTellOfTheKindsAlone(String kind, String eTag, boolean told) {
        NotificationSettings settings = Notified.settings("Bucket: changes, Events: 's3:ObjectCreated:" + kind + "'");

        assertThat(settings.matches(object("a", eTag))).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Events: 's3:ObjectCreated:*' | Bucket: missing (expected: a bucket of this template)",
                "Bucket: b, Events: 's3:ObjectRemoved:*' | Events: \"s3:ObjectRemoved:*\" (expected: one of [s3:ObjectCreated:*, s3:ObjectCreated:Put, s3:ObjectCreated:CompleteMultipartUpload], the only events that are simulated)",
                "Bucket: b, Events: 's3:ObjectCreated:*', Filter: {S3Key: {Rules: [{Name: regex, Value: a}]}} | Filter: {\"Name\":\"regex\",\"Value\":\"a\"} (expected: {Name: prefix or suffix, Value: text})",
                "Bucket: b, Events: 's3:ObjectCreated:*', Unheard: of | Unheard: \"of\" (expected: absent, since it is not simulated)"
            })
    void shouldRefuseByName(String properties, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Notified.settings(properties))
                .withMessage("Transform.Objects." + message);
    }

    private static ObjectVersion object(String key, String eTag) {
        return new ObjectVersion(key, 7, eTag, null, Instant.EPOCH);
    }
}
