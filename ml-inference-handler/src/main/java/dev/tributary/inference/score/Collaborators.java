package dev.tributary.inference.score;

import dev.tributary.aws.AwsClients;
import dev.tributary.aws.Backoff;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * What surrounds a run: services, the time, and chance.
 *
 * @param attempts gives each object that is written a text of its own, of {@code [a-z0-9]}
 */
public record Collaborators(
        S3Client s3, SqsClient sqs, DynamoDbClient dynamoDb, Backoff backoff, Clock clock, Supplier<String> attempts) {

    private static final int ATTEMPT_BYTES = 8;

    /** As Lambda has them; chance is of a source that a restored snapshot does not repeat. */
    public static Collaborators standard() {
        SecureRandom random = new SecureRandom();
        return new Collaborators(
                AwsClients.s3(), AwsClients.sqs(), AwsClients.dynamoDb(), Backoff.standard(), Clock.systemUTC(), () -> {
                    byte[] bytes = new byte[ATTEMPT_BYTES];
                    random.nextBytes(bytes);
                    return HexFormat.of().formatHex(bytes);
                });
    }
}
