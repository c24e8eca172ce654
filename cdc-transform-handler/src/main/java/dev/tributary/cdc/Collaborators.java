package dev.tributary.cdc;

import dev.tributary.aws.AwsClients;
import dev.tributary.aws.Backoff;
import java.nio.file.Path;
import java.time.Clock;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * What surrounds the handler: services, a folder for what does not fit into memory, and the time.
 *
 * @param temporary a folder that nothing else uses
 */
record Collaborators(S3Client s3, SqsClient sqs, Path temporary, Backoff backoff, Clock clock) {

    static Collaborators standard() {
        return new Collaborators(
                AwsClients.s3(),
                AwsClients.sqs(),
                Path.of(System.getProperty("java.io.tmpdir"), "tributary-cdc"),
                Backoff.standard(),
                Clock.systemUTC());
    }
}
