package dev.tributary.aws;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.SocketTimeoutException;
import java.nio.charset.CharacterCodingException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

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
            "Throttled",
            "RequestThrottled",
            "RequestThrottledException",
            "ThrottlingError",
            "TooManyRequestsException",
            "RequestLimitExceeded",
            "LimitExceededException",
            "KmsThrottled",
            "KMSThrottlingException",
            "KMSThrottling",
            "SlowDown",
            "BandwidthLimitExceeded",
            "TransactionInProgressException");

    private static final Set<String> CONFLICTS = Set.of(
            "ConditionalCheckFailed",
            "ConditionalCheckFailedException",
            "TransactionConflict",
            "TransactionConflictException",
            "ReplicatedWriteConflictException");

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
            "KMSAccessDenied",
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
            "KMSNotFound",
            "KmsNotFound",
            "KMSDisabledException",
            "KMSDisabled",
            "KmsDisabled");

    /** Deeper than any real chain of causes; one can be made to run in a circle. */
    private static final int MAX_CAUSES = 20;

    private FailureClassifier() {}

    /** What kind of failure this exception, or the deepest of its causes that can be told, is. */
    public static FailureKind classify(@Nullable Throwable failure) {
        return failure == null ? FailureKind.UNEXPECTED : classifyAlone(deepestTold(failure));
    }

    /** The failure in a few words for a log: its kind, and the service's code or the exception's name, never its message. */
    public static String describe(Throwable failure) {
        Throwable told = deepestTold(failure);
        String what = told.getClass().getSimpleName();
        if (told instanceof AwsServiceException service) {
            what = code(service) + " (" + service.statusCode() + ")";
        } else if (told instanceof RefusedEntryException refused) {
            what = refused.code();
        }
        return classifyAlone(told) + ", " + what;
    }

    /** The deepest of the causes whose kind is known, which says the most; the failure itself if there is none. */
    private static Throwable deepestTold(Throwable failure) {
        Throwable told = failure;
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (classifyAlone(cause) != FailureKind.UNEXPECTED) {
                told = cause;
            }
            cause = cause.getCause();
        }
        return told;
    }

    private static FailureKind classifyAlone(Throwable failure) {
        if (failure instanceof TransactionCanceledException canceled && canceled.hasCancellationReasons()) {
            return classifyReasons(canceled);
        }
        if (failure instanceof AwsServiceException service) {
            return classifyAnswer(code(service), service.statusCode());
        }
        if (failure instanceof RefusedEntryException refused) {
            // An entry's failure has no status of its own.
            return classifyAnswer(refused.code(), refused.isSenderFault() ? 400 : 500);
        }
        if (failure instanceof ApiCallTimeoutException
                || failure instanceof ApiCallAttemptTimeoutException
                || failure instanceof AbortedException
                || failure instanceof TimeoutException
                || failure instanceof SocketTimeoutException) {
            return FailureKind.TIMED_OUT;
        }
        if (failure instanceof JacksonException
                || failure instanceof CharacterCodingException
                || failure instanceof MalformedURLException
                || failure instanceof ZipException) {
            // I/O exceptions by inheritance alone: they speak of the data.
            return FailureKind.UNEXPECTED;
        }
        // An SDK exception without a service's answer: no connection, no credentials, no endpoint.
        return failure instanceof IOException || failure instanceof SdkException
                ? FailureKind.IO
                : FailureKind.UNEXPECTED;
    }

    /** A transaction fails for all reasons of its actions together; one that no repeat cures comes before the others. */
    private static FailureKind classifyReasons(TransactionCanceledException canceled) {
        Set<FailureKind> kinds = EnumSet.noneOf(FailureKind.class);
        for (CancellationReason reason : canceled.cancellationReasons()) {
            if (reason.code() != null && !reason.code().equals("None")) {
                kinds.add(classifyAnswer(reason.code(), canceled.statusCode()));
            }
        }
        if (kinds.isEmpty() || kinds.contains(FailureKind.REQUEST_REFUSED)) {
            return FailureKind.REQUEST_REFUSED;
        }
        return kinds.contains(FailureKind.CONFLICT)
                ? FailureKind.CONFLICT
                : kinds.iterator().next();
    }

    private static FailureKind classifyAnswer(String code, int status) {
        if (THROTTLING.contains(code) || status == 429) {
            return FailureKind.THROTTLED;
        }
        if (CONFLICTS.contains(code)) {
            return FailureKind.CONFLICT;
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
