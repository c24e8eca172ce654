package dev.tributary.aws;

import java.time.Duration;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * AWS clients as every function uses them: the JDK's own connections, which start fastest, a bound on each attempt, and
 * the SDK's standard retries. Region, credentials and endpoint are found as the SDK finds them.
 */
public final class AwsClients {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(15);

    /** What a connection carries at least that is not taken for a hanging one; a function of 128 MB has ten times as much. */
    private static final long SLOWEST_BYTES_PER_SECOND = 4 << 20;

    private AwsClients() {}

    public static DynamoDbClient dynamoDb() {
        return configured(DynamoDbClient.builder()).build();
    }

    public static S3Client s3() {
        return configured(S3Client.builder())
                // The JDK's connections break off now and then when a body waits for "100 Continue".
                .serviceConfiguration(configuration -> configuration.expectContinueEnabled(false))
                .build();
    }

    public static SnsClient sns() {
        return configured(SnsClient.builder()).build();
    }

    public static SqsClient sqs() {
        return configured(SqsClient.builder()).build();
    }

    /** Bounds one call, with all its retries, by the time that is left. */
    public static AwsRequestOverrideConfiguration within(Deadline deadline) {
        return AwsRequestOverrideConfiguration.builder()
                .apiCallTimeout(deadline.callTimeout(CALL_TIMEOUT))
                .build();
    }

    /**
     * Bounds one call that sends so many bytes: each attempt by the usual time and what the bytes take on a slow connection, all
     * of them by as much more, and by the time that is left.
     */
    public static AwsRequestOverrideConfiguration within(Deadline deadline, long bytes) {
        Duration sending = Duration.ofSeconds(bytes / SLOWEST_BYTES_PER_SECOND);
        return AwsRequestOverrideConfiguration.builder()
                .apiCallAttemptTimeout(ATTEMPT_TIMEOUT.plus(sending))
                .apiCallTimeout(deadline.callTimeout(CALL_TIMEOUT.plus(sending.multipliedBy(2))))
                .build();
    }

    private static <B extends AwsSyncClientBuilder<B, C> & SdkClientBuilder<B, C>, C> B configured(B builder) {
        return builder.httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(ATTEMPT_TIMEOUT))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                        .retryStrategy(RetryMode.STANDARD)
                        .build());
    }
}
