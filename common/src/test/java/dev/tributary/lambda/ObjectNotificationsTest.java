package dev.tributary.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tributary.record.ObjectVersion;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectNotificationsTest {

    private static final Instant TIME = Instant.parse("2026-03-04T05:06:07.890Z");

    private static final String DIRECT = """
            {"Records": [{"eventVersion": "2.1", "eventSource": "aws:s3", "awsRegion": "eu-west-1",
             "eventTime": "2026-03-04T05:06:07.890Z", "eventName": "ObjectCreated:Put",
             "s3": {"s3SchemaVersion": "1.0", "bucket": {"name": "lake", "arn": "arn:aws:s3:::lake"},
              "object": {"key": "raw/a+b%2Bc/gr%C3%B6%C3%9Fe.gz", "size": 7, "eTag": "e1", "versionId": "v1",
                         "sequencer": "0055AED6DCD90281E5"}}}]}""";

    private static final String BY_EVENT_BRIDGE = """
            {"version": "0", "id": "1", "detail-type": "Object Created", "source": "aws.s3",
             "time": "2026-03-04T05:06:07.890Z", "region": "eu-west-1", "resources": ["arn:aws:s3:::lake"],
             "detail": {"version": "0", "bucket": {"name": "lake"}, "reason": "PutObject",
              "object": {"key": "raw/a b+c/größe.gz", "size": 7, "etag": "e1", "version-id": "v1", "sequencer": "00"}}}""";

    @Test
    void shouldReadANotificationAndDecodeItsKey() {
        assertThat(read(DIRECT)).containsExactly(notification(Optional.of("v1")));
    }

    @Test
    void shouldReadAnEventByEventBridgeWhoseKeyIsNotEncoded() {
        assertThat(read(BY_EVENT_BRIDGE)).containsExactly(notification(Optional.of("v1")));
    }

    @Test
    void shouldGiveTheSameIdentityToAnObjectByWhicheverWayItIsTold() {
        assertThat(read(DIRECT).get(0).object().identity())
                .isEqualTo(read(BY_EVENT_BRIDGE).get(0).object().identity());
    }

    @Test
    void shouldTakeAnObjectWithoutAVersion() {
        assertThat(read(DIRECT.replace("\"versionId\": \"v1\",", ""))).containsExactly(notification(Optional.empty()));
        assertThat(read(BY_EVENT_BRIDGE.replace("\"version-id\": \"v1\",", "")))
                .containsExactly(notification(Optional.empty()));
    }

    @Test
    void shouldPassOverTheTestEvent() {
        String test = """
                {"Service": "Amazon S3", "Event": "s3:TestEvent", "Time": "2026-03-04T05:06:07.890Z", "Bucket": "lake",
                 "RequestId": "5582815E1AEA5ADF", "HostId": "8cLeGAmw098X5cv4Zkwcmo8vvZa3eH3eKxsPzbB9wrR"}""";

        assertThat(read(test)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ObjectCreated:Put, ObjectRemoved:Delete", "ObjectCreated:Put, ObjectRestore:Completed"})
    void shouldPassOverWhatIsNoNewObject(String created, String other) {
        assertThat(read(DIRECT.replace(created, other))).isEmpty();
        assertThat(read(BY_EVENT_BRIDGE.replace("Object Created", "Object Deleted")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ObjectCreated:Post", "ObjectCreated:Copy", "ObjectCreated:CompleteMultipartUpload"})
    void shouldTakeAnObjectHoweverItWasCreated(String name) {
        assertThat(read(DIRECT.replace("ObjectCreated:Put", name))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                       | event: neither Records nor source",
                "{\"Records\": 1}         | event: neither Records nor source",
                "{\"Records\": [{}]}      | event.Records[0]/eventSource: missing",
                "{\"Records\": [{\"eventSource\": \"aws:sqs\"}]} | event.Records[0]/eventSource: not \"aws:s3\"",
                "[]                       | event: a JSON array",
                "x                        | event: not JSON",
            })
    void shouldRefuseAnythingElse(String event, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(event))
                .withMessageStartingWith(problem)
                .withMessageEndingWith("(expected: a notification of S3, or its event by EventBridge)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "key", "eventTime"})
    void shouldNameWhatIsMissing(String field) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(DIRECT.replace('"' + field + '"', "\"other\"")))
                .withMessageStartingWith("event.Records[0]/")
                .withMessageContaining(field + ": missing");
    }

    private static List<ObjectNotification> read(String event) {
        return ObjectNotifications.from(new ByteArrayInputStream(event.getBytes(UTF_8)));
    }

    private static ObjectNotification notification(Optional<String> version) {
        return new ObjectNotification(
                new ObjectVersion("lake", "raw/a b+c/größe.gz", version, Optional.of("e1")), TIME);
    }
}
