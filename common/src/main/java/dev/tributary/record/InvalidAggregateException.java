package dev.tributary.record;

/** A record that begins as an aggregate does, and cannot be taken apart; its bytes are to be kept as they came. */
public final class InvalidAggregateException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;
    private final String message;

    /**
     * Refuses an aggregate.
     *
     * @param reason a stable code: {@code CORRUPT_AGGREGATE} or {@code AGGREGATE_TOO_LARGE}
     * @param message what is wrong and what was expected, without anything of the payload
     */
    InvalidAggregateException(String reason, String message) {
        // No stack trace: it is an answer, not a fault of the program.
        super(message, null, false, false);
        this.reason = reason;
        this.message = message;
    }

    static InvalidAggregateException corrupt(String message) {
        return new InvalidAggregateException("CORRUPT_AGGREGATE", message);
    }

    static InvalidAggregateException tooLarge(String message) {
        return new InvalidAggregateException("AGGREGATE_TOO_LARGE", message);
    }

    /** The code to filter and count by. */
    public String reason() {
        return reason;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
