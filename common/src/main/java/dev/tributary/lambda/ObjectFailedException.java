package dev.tributary.lambda;

import dev.tributary.aws.FailureClassifier;
import dev.tributary.record.ObjectVersion;

/** An object could not be processed; nothing of it is lost, and a repeat of the event begins anew. */
public final class ObjectFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ObjectFailedException(ObjectVersion object, Exception cause) {
        super(object.uri() + " failed, and will be tried again: " + FailureClassifier.describe(cause), cause);
    }
}
