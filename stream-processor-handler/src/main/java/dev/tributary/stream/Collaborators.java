package dev.tributary.stream;

import dev.tributary.aws.AwsClients;
import dev.tributary.aws.Backoff;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What surrounds the handler: services, and the time. */
record Collaborators(DynamoDbClient dynamoDb, S3Client s3, SqsClient sqs, SnsClient sns, Backoff backoff, Clock clock) {

    static Collaborators standard() {
        return new Collaborators(
                AwsClients.dynamoDb(),
                AwsClients.s3(),
                AwsClients.sqs(),
                AwsClients.sns(),
                Backoff.standard(),
                Clock.systemUTC());
    }
}
