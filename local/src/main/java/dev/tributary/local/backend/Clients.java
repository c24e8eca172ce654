package dev.tributary.local.backend;

import com.google.common.base.Suppliers;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** SDK clients of one backend, each built when first asked for. They live as long as the backend. */
public final class Clients {

    public static final String ACCESS_KEY = "local";
    public static final String SECRET_KEY = "local";

    /** Longer than the 20 s for which a receive call may wait. */
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);

    private final SdkHttpClient http = UrlConnectionHttpClient.builder()
            .connectionTimeout(CONNECTION_TIMEOUT)
            .socketTimeout(SOCKET_TIMEOUT)
            .build();
    private final Function<Service, URI> endpoints;
    private final Supplier<KinesisClient> kinesis =
            Suppliers.memoize(() -> build(Service.KINESIS, KinesisClient.builder()));
    private final Supplier<DynamoDbClient> dynamoDb =
            Suppliers.memoize(() -> build(Service.DYNAMODB, DynamoDbClient.builder()));
    private final Supplier<DynamoDbStreamsClient> dynamoDbStreams =
            Suppliers.memoize(() -> build(Service.DYNAMODB, DynamoDbStreamsClient.builder()));
    private final Supplier<SqsClient> sqs = Suppliers.memoize(() -> build(Service.SQS, SqsClient.builder()));
    private final Supplier<SnsClient> sns = Suppliers.memoize(() -> build(Service.SNS, SnsClient.builder()));
    // Waiting for "100 Continue" makes the JDK's URL connection break off uploads now and then.
    private final Supplier<S3Client> s3 = Suppliers.memoize(() -> build(
            Service.S3,
            S3Client.builder().forcePathStyle(true).serviceConfiguration(s3 -> s3.expectContinueEnabled(false))));

    Clients(Function<Service, URI> endpoints) {
        this.endpoints = endpoints;
    }

    public KinesisClient kinesis() {
        return kinesis.get();
    }

    public DynamoDbClient dynamoDb() {
        return dynamoDb.get();
    }

    public DynamoDbStreamsClient dynamoDbStreams() {
        return dynamoDbStreams.get();
    }

    public SqsClient sqs() {
        return sqs.get();
    }

    public SnsClient sns() {
        return sns.get();
    }

    public S3Client s3() {
        return s3.get();
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(Service service, B builder) {
        return builder.endpointOverride(endpoints.apply(service))
                .region(Region.of(Backend.REGION))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .httpClient(http)
                .build();
    }

    void close() {
        http.close();
    }
}
