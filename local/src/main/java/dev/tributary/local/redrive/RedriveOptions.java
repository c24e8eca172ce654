package dev.tributary.local.redrive;

import java.time.Instant;
import java.util.Optional;

/**
 * What a redrive of a function sends back, and how.
 *
 * @param from a queue's URL, or {@code s3://<bucket>/<prefix>}; all places where the function's failures are if empty
 * @param reason their reason, or what Lambda calls the condition; any if empty
 * @param since not those that failed before
 * @param limit how many at most
 * @param perSecond how many in a second; infinite for as fast as possible
 * @param toSource into their stream, instead of through the function
 */
public record RedriveOptions(
        Optional<String> from,
        Optional<String> reason,
        Optional<Instant> since,
        long limit,
        double perSecond,
        boolean toSource) {

    /** Everything, through the function, as fast as it takes it. */
    public static final RedriveOptions ALL = new RedriveOptions(
            Optional.empty(), Optional.empty(), Optional.empty(), Long.MAX_VALUE, Double.POSITIVE_INFINITY, false);
}
