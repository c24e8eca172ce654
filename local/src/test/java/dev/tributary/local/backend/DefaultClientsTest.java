package dev.tributary.local.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The functions build their clients as they do on Lambda; the system properties alone lead these to the backend. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class DefaultClientsTest {

    private final EmbeddedBackend backend = EmbeddedBackend.start();
    private final SdkHttpClient http = UrlConnectionHttpClient.create();

    @BeforeAll
    void setSystemProperties() {
        backend.systemProperties().forEach(System::setProperty);
    }

    @AfterAll
    void stop() {
        backend.systemProperties().keySet().forEach(System::clearProperty);
        http.close();
        backend.close();
    }

    @Test
    void shouldReachTablesAndTheirStreams() {
        try (DynamoDbClient tables = DynamoDbClient.builder().httpClient(http).build();
                DynamoDbStreamsClient streams =
                        DynamoDbStreamsClient.builder().httpClient(http).build()) {
            assertThat(tables.listTables().hasTableNames()).isTrue();
            assertThat(streams.listStreams().streams()).isEmpty();
        }
    }

    @Test
    void shouldReachQueuesUnderTheUrlThatTheBackendNames() {
        try (SqsClient queues = SqsClient.builder().httpClient(http).build()) {
            assertThat(queues.createQueue(b -> b.queueName("dead-letters")).queueUrl())
                    .isEqualTo(backend.queueUrl("dead-letters"));
            queues.sendMessage(b -> b.queueUrl(backend.queueUrl("dead-letters")).messageBody("hello"));
            assertThat(queues.receiveMessage(b -> b.queueUrl(backend.queueUrl("dead-letters")))
                            .messages())
                    .extracting(message -> message.body())
                    .containsExactly("hello");
        }
    }

    @Test
    void shouldFanOutFromATopicToAQueue() {
        try (SqsClient queues = SqsClient.builder().httpClient(http).build();
                SnsClient topics = SnsClient.builder().httpClient(http).build()) {
            queues.createQueue(b -> b.queueName("changes"));
            String topic = topics.createTopic(b -> b.name("audit")).topicArn();
            topics.subscribe(b -> b.topicArn(topic)
                    .protocol("sqs")
                    .endpoint("arn:aws:sqs:us-east-1:000000000000:changes")
                    .attributes(Map.of("RawMessageDelivery", "true")));
            topics.publish(b -> b.topicArn(topic)
                    .message("hello")
                    .messageAttributes(Map.of("tags", attribute("String.Array", "[\"a\"]"))));
            assertThat(queues.receiveMessage(
                                    b -> b.queueUrl(backend.queueUrl("changes")).messageAttributeNames("All"))
                            .messages())
                    .singleElement()
                    .satisfies(message -> {
                        assertThat(message.body()).isEqualTo("hello");
                        assertThat(message.messageAttributes())
                                .hasEntrySatisfying("tags", tags -> assertThat(tags.stringValue())
                                        .isEqualTo("[\"a\"]"));
                    });
        }
    }

    private static MessageAttributeValue attribute(String type, String value) {
        return MessageAttributeValue.builder().dataType(type).stringValue(value).build();
    }

    @Test
    void shouldPutObjectsWithAChecksumByPath() {
        try (S3Client objects = S3Client.builder().httpClient(http).build()) {
            objects.createBucket(b -> b.bucket("lake"));
            objects.putObject(
                    b -> b.bucket("lake").key("a/b").checksumAlgorithm(ChecksumAlgorithm.SHA256),
                    RequestBody.fromString("hello"));
            assertThat(objects.getObjectAsBytes(b -> b.bucket("lake").key("a/b"))
                            .asUtf8String())
                    .isEqualTo("hello");
        }
    }
}
