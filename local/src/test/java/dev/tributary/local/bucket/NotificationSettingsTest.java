package dev.tributary.local.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "raw/ |  | *   | trusted/ |     | *   | false",
                "raw/ |  | *   | raw/a    |     | *   | true",
                "raw/ |  | *   |          |     | *   | true",
                "raw/ |  | *   | raw      |     | Put | true",
                "raw/ |  | Put | raw/     |     | CompleteMultipartUpload | false",
                "raw/ |  .gz | * | raw/   | .txt | *  | false",
                "raw/ |  .gz | * | raw/   | z    | *  | true",
                "raw/ |  .gz | * | raw/a  |      | *  | true"
            })
    void shouldTellWhatOverlapsAsS3Does(
            String prefix,
            String suffix,
            String event,
            String otherPrefix,
            String otherSuffix,
            String otherEvent,
            boolean overlap) {
        NotificationSettings one = settings("changes", prefix, suffix, event);
        NotificationSettings other = settings("changes", otherPrefix, otherSuffix, otherEvent);

        assertThat(one.overlaps(other)).isEqualTo(overlap);
        assertThat(other.overlaps(one)).isEqualTo(overlap);
        assertThat(one.overlaps(settings("others", prefix, suffix, event))).isFalse();
    }

    private static NotificationSettings settings(
            String bucket, @Nullable String prefix, @Nullable String suffix, String event) {
        return new NotificationSettings(
                "id",
                "place",
                bucket,
                List.of("s3:ObjectCreated:" + event),
                Objects.requireNonNullElse(prefix, ""),
                Objects.requireNonNullElse(suffix, ""));
    }

    private static ObjectVersion object(String key, String eTag) {
        return new ObjectVersion(key, 7, eTag, null, Instant.EPOCH);
    }
}
