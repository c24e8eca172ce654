package dev.tributary.stream.apply;

import dev.tributary.aws.FailureClassifier;
import dev.tributary.deadletter.Rejection;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** DynamoDB does not take items, as they are too large, or hold values that it does not. */
final class Refusal {

    private static final Set<String> REASONS = Set.of("ValidationError", "ItemCollectionSizeLimitExceeded");

    private Refusal() {}

    /**
     * Whether a transaction failed for what it writes, or for how the table is set up, which has the same code: no repeat
     * cures it.
     */
    static boolean is(Exception failure) {
        if (failure instanceof TransactionCanceledException canceled) {
            return canceled.cancellationReasons().stream()
                    .anyMatch(reason -> reason.code() != null && REASONS.contains(reason.code()));
        }
        return failure instanceof AwsServiceException service
                && service.awsErrorDetails() != null
                && "ValidationException".equals(service.awsErrorDetails().errorCode());
    }

    static Result result(Exception failure) {
        return new Result.Rejected(new Rejection(
                "apply",
                "ITEM_REFUSED",
                "what it writes: " + FailureClassifier.describe(failure)
                        + " (expected: items of at most 400 KB, with values that DynamoDB holds)"));
    }
}
