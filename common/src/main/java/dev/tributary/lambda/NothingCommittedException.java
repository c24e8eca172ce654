package dev.tributary.lambda;

import dev.tributary.aws.FailureClassifier;
import dev.tributary.batch.BatchReport.Stop;
import software.amazon.awssdk.core.exception.SdkException;

/** Not one record of a batch could be committed; Lambda, or the pipe, keeps them all, splits the batch, and tries again. */
public final class NothingCommittedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NothingCommittedException(int received, Stop stop) {
        super(
                "0 of " + received + " records committed: " + stop.reason() + " at " + stop.firstUncommitted()
                        + (stop.cause() == null ? "" : ", " + FailureClassifier.describe(stop.cause()))
                        + "; all of them will be tried again",
                // Lambda prints causes: only those of the SDK are known to quote no data.
                stop.cause() instanceof SdkException ? stop.cause() : null);
    }
}
