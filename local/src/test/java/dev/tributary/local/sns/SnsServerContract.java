package dev.tributary.local.sns;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.testing.ManualClock;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.SnsException;

/** A server of its own for each test, and the SDK's client to it. */
abstract class SnsServerContract {

    static final String ARN_PREFIX = "arn:aws:sns:us-east-1:000000000000:";

    final FakeQueues queues = new FakeQueues();
    final SnsServer server =
            SnsServer.start(0, () -> queues, new ManualClock(Instant.parse("2026-11-01T10:00:00.250Z")));
    final SnsClient sns = SnsClient.builder()
            .endpointOverride(server.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .overrideConfiguration(overrides -> overrides.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();

    @AfterEach
    void stop() {
        sns.close();
        server.close();
    }

    String createTopic(String name) {
        return sns.createTopic(b -> b.name(name)).topicArn();
    }

    /** Makes a queue that gets the topic's messages. */
    String subscribe(String topicArn, String queue, Map<String, String> attributes) {
        queues.create(queue);
        return sns.subscribe(b -> b.topicArn(topicArn)
                        .protocol("sqs")
                        .endpoint(queueArn(queue))
                        .attributes(attributes))
                .subscriptionArn();
    }

    static String queueArn(String queue) {
        return "arn:aws:sqs:us-east-1:000000000000:" + queue;
    }

    static MessageAttributeValue attribute(String type, String value) {
        return MessageAttributeValue.builder().dataType(type).stringValue(value).build();
    }

    static <E extends SnsException> ThrowableAssertAlternative<E> assertRefused(
            Class<E> type, String code, ThrowingCallable call) {
        return assertThatExceptionOfType(type).isThrownBy(call).satisfies(e -> assertCode(e, code));
    }

    private static void assertCode(SnsException e, String code) {
        if (!e.awsErrorDetails().errorCode().equals(code)) {
            throw new AssertionError("code: %s (expected: %s)".formatted(e.awsErrorDetails(), code));
        }
    }
}
