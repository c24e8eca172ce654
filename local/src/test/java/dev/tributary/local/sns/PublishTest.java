package dev.tributary.local.sns;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sns.model.BatchEntryIdsNotDistinctException;
import software.amazon.awssdk.services.sns.model.BatchRequestTooLongException;
import software.amazon.awssdk.services.sns.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sns.model.EmptyBatchRequestException;
import software.amazon.awssdk.services.sns.model.InvalidBatchEntryIdException;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.InvalidParameterValueException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;
import software.amazon.awssdk.services.sns.model.PublishBatchResultEntry;
import software.amazon.awssdk.services.sns.model.TooManyEntriesInBatchRequestException;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

class PublishTest extends SnsServerContract {

    private static final int LIMIT = 256 * 1024;

    private String audit = "";

    @BeforeEach
    void createTopic() {
        audit = createTopic("audit");
    }

    @Test
    void shouldDeliverAnEnvelope() throws IOException {
        String subscription = subscribe(audit, "changes", Map.of());

        String id = sns.publish(b -> b.topicArn(audit)
                        .subject("A change")
                        .message("line 1\nline 2 & \"ä\" \u0001")
                        .messageAttributes(Map.of("recordId", attribute("String", "a=1&b"))))
                .messageId();

        assertThat(queues.bodies("changes")).singleElement().satisfies(body -> assertThat(body)
                .startsWith("{\n  \"Type\" : \"Notification\","));
        JsonNode envelope = new ObjectMapper().readTree(queues.bodies("changes").get(0));
        assertThat(envelope.fieldNames())
                .toIterable()
                .containsExactly(
                        "Type",
                        "MessageId",
                        "TopicArn",
                        "Subject",
                        "Message",
                        "Timestamp",
                        "SignatureVersion",
                        "Signature",
                        "SigningCertURL",
                        "UnsubscribeURL",
                        "MessageAttributes");
        assertThat(envelope.path("MessageId").textValue()).isEqualTo(id);
        assertThat(envelope.path("TopicArn").textValue()).isEqualTo(audit);
        assertThat(envelope.path("Subject").textValue()).isEqualTo("A change");
        assertThat(envelope.path("Message").textValue()).isEqualTo("line 1\nline 2 & \"ä\" \u0001");
        assertThat(envelope.path("Timestamp").textValue()).isEqualTo("2026-11-01T10:00:00.250Z");
        assertThat(envelope.path("UnsubscribeURL").textValue()).endsWith("&SubscriptionArn=" + subscription);
        assertThat(envelope.path("MessageAttributes").toString())
                .isEqualTo("{\"recordId\":{\"Type\":\"String\",\"Value\":\"a=1&b\"}}");
    }

    @Test
    void shouldUnsubscribeWhoeverFollowsTheLink() throws Exception {
        subscribe(audit, "changes", Map.of());
        publish("one");
        String link = new ObjectMapper()
                .readTree(queues.bodies("changes").get(0))
                .path("UnsubscribeURL")
                .textValue();

        int status = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(link)).build(), BodyHandlers.discarding())
                .statusCode();

        assertThat(status).isEqualTo(200);
        publish("two");
        assertThat(queues.bodies("changes")).hasSize(1);
    }

    @Test
    void shouldDeliverARawMessageWithItsAttributes() {
        subscribe(audit, "changes", Map.of("RawMessageDelivery", "true"));
        byte[] bytes = {0, -1};

        sns.publish(b -> b.topicArn(audit)
                .message("changed")
                .messageAttributes(Map.of(
                        "tags", attribute("String.Array", "[\"a\"]"),
                        "count", attribute("Number", "3"),
                        "hash",
                                MessageAttributeValue.builder()
                                        .dataType("Binary")
                                        .binaryValue(SdkBytes.fromByteArray(bytes))
                                        .build())));

        SendMessageRequest sent = queues.sentTo("changes").get(0);
        assertThat(sent.messageBody()).isEqualTo("changed");
        assertThat(sent.messageAttributes())
                .hasSize(3)
                .hasEntrySatisfying("tags", tags -> assertThat(tags.dataType()).isEqualTo("String.Array"))
                .hasEntrySatisfying(
                        "count", count -> assertThat(count.stringValue()).isEqualTo("3"))
                .hasEntrySatisfying(
                        "hash",
                        hash -> assertThat(hash.binaryValue().asByteArray()).isEqualTo(bytes));
    }

    @Test
    void shouldFanOutToEveryQueueAndToNoneThatIsPending() {
        subscribe(audit, "one", Map.of());
        subscribe(audit, "two", Map.of());
        sns.subscribe(b -> b.topicArn(audit).protocol("https").endpoint("https://example.com"));

        publish("hello");

        assertThat(queues.sentTo("one")).hasSize(1);
        assertThat(queues.sentTo("two")).hasSize(1);
    }

    @Test
    void shouldSetAsideWhatCannotBeDelivered() {
        subscribe(
                audit,
                "gone",
                Map.of(
                        "RawMessageDelivery",
                        "true",
                        "RedrivePolicy",
                        "{\"deadLetterTargetArn\":\"" + queueArn("dead-letters") + "\"}"));
        subscribe(audit, "there", Map.of("RawMessageDelivery", "true"));
        queues.create("dead-letters");
        queues.delete("gone");

        publish("hello");

        assertThat(queues.bodies("dead-letters")).containsExactly("hello");
        assertThat(queues.bodies("there")).containsExactly("hello");
    }

    @Test
    void shouldDropARawMessageWithMoreAttributesThanAQueueTakes() {
        subscribe(audit, "raw", Map.of("RawMessageDelivery", "true"));
        subscribe(audit, "enveloped", Map.of());
        Map<String, MessageAttributeValue> eleven =
                IntStream.range(0, 11).boxed().collect(Collectors.toMap(n -> "a" + n, n -> attribute("String", "x")));

        sns.publish(b -> b.topicArn(audit).message("hello").messageAttributes(eleven));

        assertThat(queues.sentTo("raw")).isEmpty();
        assertThat(queues.sentTo("enveloped")).hasSize(1);
    }

    @Test
    void shouldDropWhatCanBeDeliveredNowhere() {
        subscribe(audit, "gone", Map.of());
        queues.delete("gone");

        assertThat(publish("hello")).isNotEmpty();
        queues.create("gone");
        assertThat(queues.sentTo("gone")).isEmpty();
    }

    @Test
    void shouldChooseTheMessageForQueues() {
        subscribe(audit, "changes", Map.of("RawMessageDelivery", "true"));

        publishJson("{\"default\":\"all\",\"sqs\":\"queues\"}");
        publishJson("{\"default\":\"all\",\"email\":\"people\"}");

        assertThat(queues.bodies("changes")).containsExactly("queues", "all");
        assertRefused(InvalidParameterException.class, "InvalidParameter", () -> publishJson("{\"sqs\":\"queues\"}"))
                .withMessageContaining("No default entry in JSON message body");
    }

    @Test
    void shouldPublishABatchInItsOrder() {
        subscribe(audit, "changes", Map.of("RawMessageDelivery", "true"));

        PublishBatchResponse response = publishBatch(entries(10, "m"));

        assertThat(response.hasFailed()).isTrue();
        assertThat(response.failed()).isEmpty();
        assertThat(response.successful())
                .extracting(PublishBatchResultEntry::id)
                .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(response.successful())
                .extracting(PublishBatchResultEntry::messageId)
                .doesNotHaveDuplicates();
        assertThat(queues.bodies("changes")).hasSize(10).startsWith("m0", "m1");
    }

    @Test
    void shouldFailOnlyTheEntriesThatAreNotValid() {
        subscribe(audit, "changes", Map.of("RawMessageDelivery", "true"));

        PublishBatchResponse response = publishBatch(List.of(
                entry("good", "hello"),
                entry("empty", ""),
                entry("subject", "hello").toBuilder().subject("two\nlines").build()));

        assertThat(response.successful())
                .extracting(PublishBatchResultEntry::id)
                .containsExactly("good");
        assertThat(response.failed()).extracting(BatchResultErrorEntry::id).containsExactly("empty", "subject");
        assertThat(response.failed()).allSatisfy(failed -> {
            assertThat(failed.code()).isEqualTo("InvalidParameter");
            assertThat(failed.senderFault()).isTrue();
        });
        assertThat(response.failed().get(0).message()).isEqualTo("Invalid parameter: Empty message");
        assertThat(queues.bodies("changes")).containsExactly("hello");
    }

    @Test
    void shouldRefuseBatchesOutOfBounds() {
        subscribe(audit, "changes", Map.of());

        assertRefused(EmptyBatchRequestException.class, "EmptyBatchRequest", () -> publishBatch(List.of()));
        assertRefused(
                TooManyEntriesInBatchRequestException.class,
                "TooManyEntriesInBatchRequest",
                () -> publishBatch(entries(11, "m")));
        assertRefused(
                BatchEntryIdsNotDistinctException.class,
                "BatchEntryIdsNotDistinct",
                () -> publishBatch(List.of(entry("a", "m"), entry("a", "m"))));
        assertRefused(
                InvalidBatchEntryIdException.class,
                "InvalidBatchEntryId",
                () -> publishBatch(List.of(entry("a b", "m"))));
        assertRefused(
                NotFoundException.class,
                "NotFound",
                () -> sns.publishBatch(
                        b -> b.topicArn(ARN_PREFIX + "nobody").publishBatchRequestEntries(entry("a", "m"))));
        assertThat(queues.sentTo("changes")).isEmpty();
    }

    @Test
    void shouldCountMessagesAndAttributesAgainstTheBytesOfABatch() {
        subscribe(audit, "changes", Map.of());
        // "kind" + "String" + "x"
        int attribute = 11;
        PublishBatchRequestEntry small = entry("a", "ä").toBuilder()
                .messageAttributes(Map.of("kind", attribute("String", "x")))
                .build();

        publishBatch(List.of(small, entry("b", "m".repeat(LIMIT - attribute - 2))));
        assertThat(queues.sentTo("changes")).hasSize(2);
        assertRefused(
                BatchRequestTooLongException.class,
                "BatchRequestTooLong",
                () -> publishBatch(List.of(small, entry("b", "m".repeat(LIMIT - attribute - 1)))));
        assertThat(queues.sentTo("changes")).hasSize(2);
    }

    @Test
    void shouldRefuseAMessageThatIsTooLong() {
        assertThat(publish("m".repeat(LIMIT))).isNotEmpty();
        assertRefused(InvalidParameterException.class, "InvalidParameter", () -> publish("m".repeat(LIMIT + 1)))
                .withMessageContaining("Message too long: 262145 bytes (expected: at most 262144");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " x", "two\nlines", "tab\t", "Änderung", "bell\u0007"})
    void shouldRefuseSubjectsThatAnEmailCouldNotShow(String subject) {
        assertRefused(
                        InvalidParameterException.class,
                        "InvalidParameter",
                        () -> sns.publish(b -> b.topicArn(audit).message("m").subject(subject)))
                .withMessageContaining("(expected: 1-100 printable ASCII characters");
    }

    @Test
    void shouldTakeASubjectOfAHundredCharacters() {
        sns.publish(b -> b.topicArn(audit).message("m").subject("s".repeat(100)));
        assertRefused(
                InvalidParameterException.class,
                "InvalidParameter",
                () -> sns.publish(b -> b.topicArn(audit).message("m").subject("s".repeat(101))));
    }

    @Test
    void shouldRefuseAttributesThatAreNotValid() {
        Stream.of(
                        Map.of("kind", attribute("String", "")),
                        Map.of("kind", attribute("Number", "many")),
                        Map.of("kind", attribute("Text", "x")),
                        Map.of(
                                "kind",
                                MessageAttributeValue.builder()
                                        .dataType("Binary")
                                        .build()),
                        Map.of("AWS.kind", attribute("String", "x")),
                        Map.of(".kind", attribute("String", "x")),
                        Map.of("a..b", attribute("String", "x")),
                        Map.of("two words", attribute("String", "x")))
                .forEach(attributes -> assertRefused(
                        InvalidParameterValueException.class,
                        "ParameterValueInvalid",
                        () -> sns.publish(b -> b.topicArn(audit).message("m").messageAttributes(attributes))));
    }

    @Test
    void shouldRefuseToPublishToATopicThatIsNotThere() {
        assertRefused(
                NotFoundException.class,
                "NotFound",
                () -> sns.publish(b -> b.topicArn(ARN_PREFIX + "nobody").message("m")));
    }

    private String publish(String message) {
        return sns.publish(b -> b.topicArn(audit).message(message)).messageId();
    }

    private void publishJson(String message) {
        sns.publish(b -> b.topicArn(audit).message(message).messageStructure("json"));
    }

    private PublishBatchResponse publishBatch(List<PublishBatchRequestEntry> entries) {
        return sns.publishBatch(b -> b.topicArn(audit).publishBatchRequestEntries(entries));
    }

    private static List<PublishBatchRequestEntry> entries(int count, String message) {
        return IntStream.range(0, count)
                .mapToObj(n -> entry(Integer.toString(n), message + n))
                .toList();
    }

    private static PublishBatchRequestEntry entry(String id, String message) {
        return PublishBatchRequestEntry.builder().id(id).message(message).build();
    }
}
