package dev.tributary.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tributary.json.Json;
import dev.tributary.testing.AwsFailures;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class FailureClassifierTest {

    /** The others last until somebody mends what causes them. */
    @Test
    void shouldKnowWhichFailuresPassByThemselves() {
        assertThat(Stream.of(FailureKind.values()).filter(FailureKind::isPassing))
                .containsExactlyInAnyOrder(
                        FailureKind.THROTTLED,
                        FailureKind.CONFLICT,
                        FailureKind.SERVICE_ERROR,
                        FailureKind.TIMED_OUT,
                        FailureKind.IO);
    }

    @ParameterizedTest
    @CsvSource({
        "ProvisionedThroughputExceededException, 400, THROTTLED",
        "ProvisionedThroughputExceeded,          400, THROTTLED",
        "Throttling,                             400, THROTTLED",
        "ThrottlingException,                    400, THROTTLED",
        "ThrottledException,                     400, THROTTLED",
        "RequestThrottled,                       400, THROTTLED",
        "RequestThrottledException,              400, THROTTLED",
        "TooManyRequestsException,               429, THROTTLED",
        "RequestLimitExceeded,                   400, THROTTLED",
        "LimitExceededException,                 400, THROTTLED",
        "KmsThrottled,                           400, THROTTLED",
        "KMSThrottlingException,                 400, THROTTLED",
        "KMSThrottling,                          400, THROTTLED",
        "Throttled,                              400, THROTTLED",
        "SlowDown,                               503, THROTTLED",
        "BandwidthLimitExceeded,                 400, THROTTLED",
        "TransactionInProgressException,         400, THROTTLED",
        "ThrottlingError,                        400, THROTTLED",
        "AnyCode,                                429, THROTTLED",
        "ConditionalCheckFailedException,        400, CONFLICT",
        "TransactionConflictException,           400, CONFLICT",
        "ReplicatedWriteConflictException,       400, CONFLICT",
        "RequestTimeout,                         400, TIMED_OUT",
        "RequestTimeoutException,                400, TIMED_OUT",
        "RequestTimeTooSkewed,                   403, TIMED_OUT",
        "RequestExpired,                         400, TIMED_OUT",
        "AnyCode,                                408, TIMED_OUT",
        "AccessDenied,                           403, ACCESS_DENIED",
        "AccessDeniedException,                  400, ACCESS_DENIED",
        "AuthorizationError,                     400, ACCESS_DENIED",
        "UnrecognizedClientException,            400, ACCESS_DENIED",
        "InvalidClientTokenId,                   400, ACCESS_DENIED",
        "InvalidAccessKeyId,                     403, ACCESS_DENIED",
        "SignatureDoesNotMatch,                  403, ACCESS_DENIED",
        "ExpiredToken,                           400, ACCESS_DENIED",
        "ExpiredTokenException,                  400, ACCESS_DENIED",
        "KMSAccessDeniedException,               400, ACCESS_DENIED",
        "KMSAccessDenied,                        400, ACCESS_DENIED",
        "KmsAccessDenied,                        400, ACCESS_DENIED",
        "KMS.AccessDeniedException,              400, ACCESS_DENIED",
        "AnyCode,                                401, ACCESS_DENIED",
        "AnyCode,                                403, ACCESS_DENIED",
        "ResourceNotFoundException,              400, RESOURCE_MISSING",
        "NoSuchBucket,                           404, RESOURCE_MISSING",
        "NoSuchKey,                              404, RESOURCE_MISSING",
        "NotFound,                               400, RESOURCE_MISSING",
        "QueueDoesNotExist,                      400, RESOURCE_MISSING",
        "AWS.SimpleQueueService.NonExistentQueue, 400, RESOURCE_MISSING",
        "KMSNotFoundException,                   400, RESOURCE_MISSING",
        "KMSNotFound,                            400, RESOURCE_MISSING",
        "KmsNotFound,                            400, RESOURCE_MISSING",
        "KMSDisabledException,                   400, RESOURCE_MISSING",
        "KMSDisabled,                            400, RESOURCE_MISSING",
        "KmsDisabled,                            400, RESOURCE_MISSING",
        "AnyCode,                                404, RESOURCE_MISSING",
        "InternalError,                          500, SERVICE_ERROR",
        "InternalServerError,                    500, SERVICE_ERROR",
        "BadGateway,                             502, SERVICE_ERROR",
        "ServiceUnavailable,                     503, SERVICE_ERROR",
        "AnyCode,                                504, SERVICE_ERROR",
        "ValidationException,                    400, REQUEST_REFUSED",
        "PreconditionFailed,                     412, REQUEST_REFUSED",
        "EntityTooLarge,                         413, REQUEST_REFUSED",
        "AnyCode,                                0,   REQUEST_REFUSED",
    })
    void shouldClassifyAnAnswerByItsCodeAndElseByItsStatus(String code, int status, FailureKind kind) {
        assertThat(FailureClassifier.classify(answer(code, status))).isEqualTo(kind);
        assertThat(FailureClassifier.classify(new IllegalStateException(answer(code, status))))
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "InternalError,    false, SERVICE_ERROR",
        "InvalidParameter, true,  REQUEST_REFUSED",
        "KMSAccessDenied,  true,  ACCESS_DENIED",
        "KMSThrottling,    true,  THROTTLED",
    })
    void shouldClassifyARefusedEntryByItsCodeAndElseByWhoIsAtFault(String code, boolean sender, FailureKind kind) {
        RefusedEntryException refused = new RefusedEntryException("refused", code, sender);

        assertThat(FailureClassifier.classify(refused)).isEqualTo(kind);
        assertThat(FailureClassifier.describe(refused)).isEqualTo(kind + ", " + code);
    }

    @Test
    void shouldHoldTheServiceResponsibleForARefusalWithoutReason() {
        assertThat(FailureClassifier.describe(new RefusedEntryException("refused", null, null)))
                .isEqualTo("SERVICE_ERROR, no reason given");
    }

    @ParameterizedTest
    @CsvSource({
        "ConditionalCheckFailed,                            CONFLICT",
        "None TransactionConflict None,                     CONFLICT",
        "ThrottlingError,                                   THROTTLED",
        "None ProvisionedThroughputExceeded,                THROTTLED",
        "ThrottlingError TransactionConflict,               CONFLICT",
        "ValidationError,                                   REQUEST_REFUSED",
        "ItemCollectionSizeLimitExceeded,                   REQUEST_REFUSED",
        "ConditionalCheckFailed ThrottlingError ValidationError, REQUEST_REFUSED",
        "None,                                              REQUEST_REFUSED",
    })
    void shouldClassifyACancelledTransactionByTheReasonsOfItsActions(String reasons, FailureKind kind) {
        assertThat(FailureClassifier.classify(AwsFailures.cancelled(reasons.split(" "))))
                .isEqualTo(kind);
    }

    @Test
    void shouldHoldACancelledTransactionWithoutReasonsForRefused() {
        assertThat(FailureClassifier.describe(
                        TransactionCanceledException.builder().statusCode(400).build()))
                .isEqualTo("REQUEST_REFUSED, TransactionCanceledException (400)");
    }

    static Stream<Arguments> exceptions() {
        return Stream.of(
                arguments(ApiCallTimeoutException.create(15_000), FailureKind.TIMED_OUT),
                arguments(ApiCallAttemptTimeoutException.create(5_000), FailureKind.TIMED_OUT),
                arguments(AbortedException.create("interrupted"), FailureKind.TIMED_OUT),
                arguments(new TimeoutException(), FailureKind.TIMED_OUT),
                arguments(new SocketTimeoutException(), FailureKind.TIMED_OUT),
                arguments(SdkClientException.create("lost", new SocketTimeoutException()), FailureKind.TIMED_OUT),
                arguments(SdkClientException.create("no credentials"), FailureKind.IO),
                arguments(SdkException.create("anything", null), FailureKind.IO),
                arguments(new ConnectException(), FailureKind.IO),
                arguments(new UnknownHostException(), FailureKind.IO),
                arguments(new EOFException(), FailureKind.IO),
                arguments(new UncheckedIOException(new IOException()), FailureKind.IO),
                arguments(new CompletionException(new TimeoutException()), FailureKind.TIMED_OUT),
                arguments(new JsonParseException(null, "bad"), FailureKind.UNEXPECTED),
                arguments(new UncheckedIOException(new JsonParseException(null, "bad")), FailureKind.UNEXPECTED),
                arguments(new IllegalArgumentException(), FailureKind.UNEXPECTED),
                arguments(new NullPointerException(), FailureKind.UNEXPECTED),
                arguments(new ArithmeticException(), FailureKind.UNEXPECTED),
                arguments(new ClassCastException(), FailureKind.UNEXPECTED),
                arguments(new StackOverflowError(), FailureKind.UNEXPECTED),
                arguments(null, FailureKind.UNEXPECTED));
    }

    @ParameterizedTest
    @MethodSource("exceptions")
    void shouldClassifyAnExceptionByItsType(Throwable failure, FailureKind kind) {
        assertThat(FailureClassifier.classify(failure)).isEqualTo(kind);
    }

    @Test
    void shouldTakeTheDeepestCauseThatCanBeTold() {
        Throwable failure = new RuntimeException(new IOException(answer("ThrottlingException", 400)));

        assertThat(FailureClassifier.classify(failure)).isEqualTo(FailureKind.THROTTLED);
    }

    @Test
    void shouldRejectWhatAParserSaysOfTheData() {
        Throwable failure = null;
        try {
            Json.readTree("{");
        } catch (JsonProcessingException e) {
            failure = e;
        }

        assertThat(FailureClassifier.classify(failure)).isEqualTo(FailureKind.UNEXPECTED);
    }

    @Test
    void shouldFallBackToTheClassOfAnAnswerWithoutACode() {
        assertThat(FailureClassifier.classify(ProvisionedThroughputExceededException.builder()
                        .statusCode(400)
                        .build()))
                .isEqualTo(FailureKind.THROTTLED);
        assertThat(FailureClassifier.classify(
                        ResourceNotFoundException.builder().statusCode(400).build()))
                .isEqualTo(FailureKind.RESOURCE_MISSING);
        assertThat(FailureClassifier.classify(
                        S3Exception.builder().statusCode(503).build()))
                .isEqualTo(FailureKind.SERVICE_ERROR);
    }

    @ParameterizedTest
    @EnumSource
    void shouldRetryAllButTheUnexpected(FailureKind kind) {
        assertThat(kind.isRetryable()).isEqualTo(kind != FailureKind.UNEXPECTED);
    }

    @Test
    void shouldDescribeAnAnswerByCodeAndStatusWithoutItsMessage() {
        assertThat(FailureClassifier.describe(answer("AccessDenied", 403)))
                .isEqualTo("ACCESS_DENIED, AccessDenied (403)");
        assertThat(FailureClassifier.describe(
                        NoSuchBucketException.builder().statusCode(404).build()))
                .isEqualTo("RESOURCE_MISSING, NoSuchBucketException (404)");
    }

    @Test
    void shouldDescribeWhatIsBehindAnExceptionOfTheSdk() {
        assertThat(FailureClassifier.describe(SdkClientException.create("s3cret", new ConnectException("s3cret"))))
                .isEqualTo("IO, ConnectException");
        assertThat(FailureClassifier.describe(SdkClientException.create("s3cret")))
                .isEqualTo("IO, SdkClientException");
    }

    @Test
    void shouldDescribeTheCauseThatItTells() {
        assertThat(FailureClassifier.describe(new IllegalStateException("s3cret", new IOException("s3cret"))))
                .isEqualTo("IO, IOException");
    }

    @Test
    void shouldDescribeWhatItCannotTellByItsClass() {
        assertThat(FailureClassifier.describe(new IllegalStateException("s3cret", new ArithmeticException("s3cret"))))
                .isEqualTo("UNEXPECTED, IllegalStateException");
    }

    @Test
    void shouldEndWhereCausesRunInACircle() {
        IllegalStateException first = new IllegalStateException("s3cret");
        IllegalStateException second = new IllegalStateException("s3cret", first);
        first.initCause(second);

        assertThat(FailureClassifier.classify(first)).isEqualTo(FailureKind.UNEXPECTED);
    }

    private static AwsServiceException answer(String code, int status) {
        return DynamoDbException.builder()
                .statusCode(status)
                .message("s3cret")
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("s3cret")
                        .build())
                .build();
    }
}
