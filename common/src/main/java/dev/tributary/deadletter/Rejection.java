package dev.tributary.deadletter;

/**
 * Why a record was set aside.
 *
 * @param stage the step that refused it, such as {@code decode}
 * @param reason a stable code to filter and count by, such as {@code MALFORMED_JSON}
 * @param message the offending value and what was expected, without personal data
 */
public record Rejection(String stage, String reason, String message) {

    private static final int LONGEST_MESSAGE = 1_000;

    /** Cuts a message that is longer than a person reads. */
    public Rejection {
        if (message.length() > LONGEST_MESSAGE) {
            message = message.substring(0, LONGEST_MESSAGE) + "…";
        }
    }
}
