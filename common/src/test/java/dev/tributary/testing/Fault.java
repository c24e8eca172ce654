package dev.tributary.testing;

/**
 * How a call to a fake service goes wrong.
 *
 * @param failure what the caller gets: a {@link RuntimeException} or an {@link Error}
 * @param effect what the service does all the same
 */
public record Fault(Throwable failure, Effect effect) {

    /** What becomes of a call whose caller gets a failure. */
    public enum Effect {
        /** The call is lost on its way. */
        NONE,
        /** The call is carried out; its answer is lost on its way. */
        DONE,
        /** The call is held back, and carried out when the test says so. For puts to S3 alone. */
        HELD
    }

    /** Only what a client can throw without declaring it. */
    public Fault {
        if (!(failure instanceof RuntimeException) && !(failure instanceof Error)) {
            throw new IllegalArgumentException(failure + " (expected: an unchecked exception or an error)");
        }
    }

    RuntimeException raise() {
        if (failure instanceof RuntimeException exception) {
            return exception;
        }
        throw (Error) failure;
    }
}
