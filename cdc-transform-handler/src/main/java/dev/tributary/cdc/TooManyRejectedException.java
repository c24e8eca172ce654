package dev.tributary.cdc;

import dev.tributary.batch.RejectLimit;
import dev.tributary.record.ObjectVersion;

/**
 * So much of a raw object is no change event that it is of another format, or its source is broken: nothing of it is written, and
 * Lambda keeps its event. The object itself stays where it is.
 */
final class TooManyRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private TooManyRejectedException(String message) {
        super(message);
    }

    /** More pieces than an object may cost letters. */
    static TooManyRejectedException of(ObjectVersion object, int most) {
        return new TooManyRejectedException(object.uri() + ": more than " + most
                + " pieces that are no change events (expected: changes as AWS DMS or"
                + " Debezium write them; the first pieces are in the dead-letter queue, with the reasons)");
    }

    /** A share of the pieces that is above the limit. */
    static TooManyRejectedException of(ObjectVersion object, int rejected, long pieces, RejectLimit limit) {
        return new TooManyRejectedException(object.uri() + ": " + rejected + " of " + pieces
                + " pieces are no change events (expected: at most " + limit.percent()
                + " %, as REJECT_BREAKER_PERCENT says, of changes as AWS DMS or Debezium write them)");
    }
}
