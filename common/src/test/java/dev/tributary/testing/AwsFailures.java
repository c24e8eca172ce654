package dev.tributary.testing;

import java.util.Arrays;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sns.model.SnsException;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Failures as the AWS SDK throws them. */
public final class AwsFailures {

    private AwsFailures() {}

    /** DynamoDB, after the SDK's own retries. */
    public static AwsServiceException throttled() {
        return with(ProvisionedThroughputExceededException.builder(), "ProvisionedThroughputExceededException", 400);
    }

    /** No answer within the time of a call. */
    public static SdkClientException timedOut() {
        return ApiCallTimeoutException.builder()
                .message("Client execution did not complete before the specified timeout")
                .build();
    }

    /** No connection. */
    public static SdkClientException disconnected() {
        return SdkClientException.create("Unable to execute HTTP request: Connection reset");
    }

    public static AwsServiceException s3(int status, String code) {
        return with(S3Exception.builder(), code, status);
    }

    public static AwsServiceException sns(int status, String code) {
        return with(SnsException.builder(), code, status);
    }

    public static AwsServiceException sqs(int status, String code) {
        return with(SqsException.builder(), code, status);
    }

    public static AwsServiceException dynamoDb(int status, String code) {
        return with(DynamoDbException.builder(), code, status);
    }

    /** DynamoDB: a transaction that came to nothing, with a code for each of its actions in order. */
    public static AwsServiceException cancelled(String... codes) {
        return cancelled(Arrays.stream(codes)
                .map(code -> CancellationReason.builder().code(code).build())
                .toList());
    }

    static AwsServiceException cancelled(List<CancellationReason> reasons) {
        return with(
                TransactionCanceledException.builder().cancellationReasons(reasons),
                "TransactionCanceledException",
                400);
    }

    /** DynamoDB: an item is not as a write asked for. */
    public static AwsServiceException conditionFailed() {
        return with(ConditionalCheckFailedException.builder(), "ConditionalCheckFailedException", 400);
    }

    /** S3: another conditional write of the same key is on its way. */
    public static AwsServiceException conflict() {
        return s3(409, "ConditionalRequestConflict");
    }

    /** S3: another version than the one that was asked for stands there. */
    public static AwsServiceException preconditionFailed() {
        return s3(412, "PreconditionFailed");
    }

    static AwsServiceException noSuchBucket() {
        return with(NoSuchBucketException.builder(), "NoSuchBucket", 404);
    }

    static AwsServiceException noSuchKey() {
        return with(NoSuchKeyException.builder(), "NoSuchKey", 404);
    }

    static AwsServiceException noSuchTable() {
        return with(ResourceNotFoundException.builder(), "ResourceNotFoundException", 400);
    }

    private static AwsServiceException with(AwsServiceException.Builder builder, String code, int status) {
        return builder.message(code + " (status " + status + ")")
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }
}
