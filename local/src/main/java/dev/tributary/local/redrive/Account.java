package dev.tributary.local.redrive;

import dev.tributary.local.backend.Backend;
import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.local.template.Template;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Where functions and failures are: on a backend, with the functions in this process, or in the caller's AWS account. */
sealed interface Account extends AutoCloseable {

    RedriveTarget.Services services();

    /** A function's failures; empty if it is not there, or sets nothing aside. */
    Optional<RedriveTarget> target(FunctionDefinition function);

    @Override
    void close();

    /** What this machine runs, or an endpoint. */
    record OnBackend(Backend backend) implements Account {

        @Override
        public RedriveTarget.Services services() {
            return RedriveTarget.Services.of(backend);
        }

        @Override
        public Optional<RedriveTarget> target(FunctionDefinition function) {
            return RedriveTarget.of(function, backend);
        }

        @Override
        public void close() {
            backend.close();
        }
    }

    /** AWS, with region and credentials as every SDK finds them. */
    final class OnAws implements Account {

        /** A function may take a quarter of an hour, and a receive call waits for a second. */
        private static final Duration LONGEST_ANSWER = Duration.ofMinutes(16);

        private final SdkHttpClient http =
                UrlConnectionHttpClient.builder().socketTimeout(LONGEST_ANSWER).build();
        private final LambdaClient lambda = LambdaClient.builder()
                .httpClient(http)
                .overrideConfiguration(
                        client -> client.apiCallTimeout(LONGEST_ANSWER).apiCallAttemptTimeout(LONGEST_ANSWER))
                .build();
        private final RedriveTarget.Services services = RedriveTarget.Services.ofAccount(
                SqsClient.builder().httpClient(http).build(),
                S3Client.builder().httpClient(http).build(),
                KinesisClient.builder().httpClient(http).build());
        private final Template template;

        OnAws(Template template) {
            this.template = template;
        }

        @Override
        public RedriveTarget.Services services() {
            return services;
        }

        @Override
        public Optional<RedriveTarget> target(FunctionDefinition function) {
            return RedriveTarget.of(function, alias(function), services, lambda);
        }

        private String alias(FunctionDefinition function) {
            return template.resources().stream()
                    .filter(resource -> resource.logicalId().equals(function.logicalId()))
                    .map(resource ->
                            resource.properties().path("AutoPublishAlias").asText("$LATEST"))
                    .findFirst()
                    .orElse("$LATEST");
        }

        @Override
        public void close() {
            lambda.close();
            services.sqs().close();
            services.s3().close();
            services.kinesis().close();
            http.close();
        }
    }
}
