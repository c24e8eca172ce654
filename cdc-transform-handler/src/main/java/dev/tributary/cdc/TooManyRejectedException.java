package dev.tributary.cdc;

import dev.tributary.record.ObjectVersion;

/**
 * So much of a raw object is no change event that it is of another format, or its source is broken: nothing of it is written, and
 * Lambda keeps its event. The object itself stays where it is.
 */
final class TooManyRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooManyRejectedException(ObjectVersion object, int most) {
        super(object.uri() + ": more than " + most
                + " pieces that are no change events (expected: changes as AWS DMS or"
                + " Debezium write them; the first pieces are in the dead-letter queue, with the reasons)");
    }
}
