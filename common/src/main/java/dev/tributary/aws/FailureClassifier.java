package dev.tributary.aws;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The one table that says what an exception means, by its type and, for an AWS service's answer, by the error code and
 * status that the services' API references give.
 */
public final class FailureClassifier {

    private static final Set<String> THROTTLING = Set.of(
            "ProvisionedThroughputExceededException",
            "ProvisionedThroughputExceeded",
            "Throttling",
            "ThrottlingException",
            "ThrottledException",
            "RequestThrottled",
            "RequestThrottledException",
            "TooManyRequestsException",
            "RequestLimitExceeded",
            "LimitExceededException",
            "KmsThrottled",
            "KMSThrottlingException",
            "SlowDown",
            "BandwidthLimitExceeded",
            "TransactionInProgressException");

    private static final Set<String> TIMEOUTS =
            Set.of("RequestTimeout", "RequestTimeoutException", "RequestTimeTooSkewed", "RequestExpired");

    private static final Set<String> DENIED = Set.of(
            "AccessDenied",
            "AccessDeniedException",
            "AuthorizationError",
            "UnrecognizedClientException",
            "InvalidClientTokenId",
            "InvalidAccessKeyId",
            "SignatureDoesNotMatch",
            "ExpiredToken",
            "ExpiredTokenException",
            "KMSAccessDeniedException",
            "KmsAccessDenied",
            "KMS.AccessDeniedException");

    private static final Set<String> MISSING = Set.of(
            "ResourceNotFoundException",
            "NoSuchBucket",
            "NoSuchKey",
            "NotFound",
            "QueueDoesNotExist",
            "AWS.SimpleQueueService.NonExistentQueue",
            "KMSNotFoundException",
            "KmsNotFound",
            "KMSDisabledException",
            "KmsDisabled");

    private FailureClassifier() {}

    /** What kind of failure this exception, or the first of its causes that can be told, is. */
    public static FailureKind classify(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            FailureKind kind = classifyAlone(cause);
            if (kind != FailureKind.UNEXPECTED) {
                return kind;
            }
        }
        return FailureKind.UNEXPECTED;
    }

    /** The failure in a few words for a log or a report: the service's code where there is one, and never its message. */
    public static String describe(Throwable failure) {
        if (failure instanceof AwsServiceException service) {
            return code(service) + " (" + service.statusCode() + ")";
        }
        Throwable cause = failure.getCause();
        return failure instanceof SdkException && cause != null
                ? describe(cause)
                : failure.getClass().getSimpleName();
    }

    private static FailureKind classifyAlone(Throwable failure) {
        if (failure instanceof AwsServiceException service) {
            return classifyAnswer(service);
        }
        if (failure instanceof ApiCallTimeoutException
                || failure instanceof ApiCallAttemptTimeoutException
                || failure instanceof AbortedException
                || failure instanceof TimeoutException
                || failure instanceof SocketTimeoutException) {
            return FailureKind.TIMED_OUT;
        }
        if (failure instanceof JacksonException) {
            // An IOException by inheritance alone: it speaks of the data.
            return FailureKind.UNEXPECTED;
        }
        // An SDK exception without a service's answer: no connection, no credentials, no endpoint.
        return failure instanceof IOException || failure instanceof SdkException
                ? FailureKind.IO
                : FailureKind.UNEXPECTED;
    }

    private static FailureKind classifyAnswer(AwsServiceException service) {
        String code = code(service);
        int status = service.statusCode();
        if (THROTTLING.contains(code) || status == 429) {
            return FailureKind.THROTTLED;
        }
        if (TIMEOUTS.contains(code) || status == 408) {
            return FailureKind.TIMED_OUT;
        }
        if (DENIED.contains(code) || status == 401 || status == 403) {
            return FailureKind.ACCESS_DENIED;
        }
        if (MISSING.contains(code) || status == 404) {
            return FailureKind.RESOURCE_MISSING;
        }
        return status >= 500 ? FailureKind.SERVICE_ERROR : FailureKind.REQUEST_REFUSED;
    }

    private static String code(AwsServiceException service) {
        String code = service.awsErrorDetails() == null
                ? null
                : service.awsErrorDetails().errorCode();
        return code == null ? service.getClass().getSimpleName() : code;
    }
}
