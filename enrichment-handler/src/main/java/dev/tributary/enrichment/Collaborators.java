package dev.tributary.enrichment;

import dev.tributary.aws.AwsClients;
import dev.tributary.aws.Backoff;
import java.time.Clock;
import java.util.List;
import java.util.ServiceLoader;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What surrounds a handler: services, the user's own steps, and the time. */
record Collaborators(
        DynamoDbClient dynamoDb,
        S3Client s3,
        SqsClient sqs,
        List<EventEnricher> enrichers,
        Backoff backoff,
        Clock clock) {

    /** AWS, and the steps that are on the class path. */
    static Collaborators standard() {
        return new Collaborators(
                AwsClients.dynamoDb(),
                AwsClients.s3(),
                AwsClients.sqs(),
                ServiceLoader.load(EventEnricher.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList(),
                Backoff.standard(),
                Clock.systemUTC());
    }
}
