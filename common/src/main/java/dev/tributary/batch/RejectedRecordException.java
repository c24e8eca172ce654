package dev.tributary.batch;

import dev.tributary.deadletter.Rejection;

/** The record's data is wrong; it is set aside with the reason. */
public final class RejectedRecordException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Rejection rejection;

    /**
     * Sets a record aside.
     *
     * @param stage the step that refuses it, such as {@code decode}
     * @param reason a stable code to filter and count by
     * @param message the offending value and what was expected, without personal data
     */
    public RejectedRecordException(String stage, String reason, String message) {
        // No stack trace: it is an answer, made for each bad record of a batch, not a fault of the program.
        super(message, null, false, false);
        this.rejection = new Rejection(stage, reason, message);
    }

    public Rejection rejection() {
        return rejection;
    }
}
