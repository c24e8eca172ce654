package dev.tributary.local.kinesis;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** The two forms in which the SDK's own client talks to Kinesis; CBOR is its default. */
enum Protocol {
    CBOR("true", "application/x-amz-cbor-1.1"),
    JSON("false", "application/x-amz-json-1.1");

    private static final String SETTING = "aws.cborEnabled";

    private final String cborEnabled;
    private final String contentType;

    Protocol(String cborEnabled, String contentType) {
        this.cborEnabled = cborEnabled;
        this.contentType = contentType;
    }

    /** A client without retries, which fails when it talks the other protocol. */
    KinesisClient client(URI endpoint) {
        // The SDK reads the setting when a client is built.
        System.setProperty(SETTING, cborEnabled);
        try {
            return KinesisClient.builder()
                    .endpointOverride(endpoint)
                    .region(Region.US_EAST_1)
                    .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                    .httpClientBuilder(UrlConnectionHttpClient.builder())
                    .overrideConfiguration(overrides -> overrides
                            .retryStrategy(AwsRetryStrategy.doNotRetry())
                            .addExecutionInterceptor(new ContentTypeCheck(contentType)))
                    .build();
        } finally {
            System.clearProperty(SETTING);
        }
    }

    private record ContentTypeCheck(String expected) implements ExecutionInterceptor {
        @Override
        public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
            check(context.httpRequest().firstMatchingHeader("Content-Type").orElse("none"));
            check(context.httpResponse().firstMatchingHeader("Content-Type").orElse("none"));
        }

        private void check(String actual) {
            if (!actual.equals(expected)) {
                throw new AssertionError("Content-Type: %s (expected: %s)".formatted(actual, expected));
            }
        }
    }
}
