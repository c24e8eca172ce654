package dev.tributary.deadletter;

import dev.tributary.aws.AwsClients;
import dev.tributary.aws.Deadline;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;

/**
 * Keeps payloads that are too large for a message in S3, under a key that follows from the record, so that a repeat
 * writes the same object again.
 */
public final class ClaimCheck {

    private static final String ZONE = "dead-letters/";

    private final S3Client s3;
    private final String bucket;

    public ClaimCheck(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /**
     * Stores the payload.
     *
     * @return its S3 URI
     * @throws software.amazon.awssdk.core.exception.SdkException if it is not durable
     */
    String store(DeadLetter letter, Deadline deadline) {
        String key =
                ZONE + letter.invocation().functionName() + "/" + letter.input().id();
        s3.putObject(
                request -> request.bucket(bucket)
                        .key(key)
                        .contentType("application/octet-stream")
                        .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                        .overrideConfiguration(AwsClients.within(deadline)),
                RequestBody.fromBytes(letter.input().payload()));
        return "s3://" + bucket + "/" + key;
    }
}
