package dev.tributary.deadletter;

import java.util.regex.Pattern;

/**
 * Why a record was set aside.
 *
 * @param stage the step that refused it, such as {@code decode}
 * @param reason a stable code to filter and count by, such as {@code MALFORMED_JSON}
 * @param message the offending value and what was expected, without personal data
 */
public record Rejection(String stage, String reason, String message) {

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final int LONGEST_MESSAGE = 1_000;

    /**
     * Checks that stage and reason can stand in message attributes, where an empty or odd one would fail every call that
     * carries it, and cuts a message that is longer than a person reads.
     *
     * @throws IllegalArgumentException if stage or reason is no code
     */
    public Rejection {
        requireCode("stage", stage);
        requireCode("reason", reason);
        if (message.length() > LONGEST_MESSAGE) {
            message = message.substring(0, LONGEST_MESSAGE) + "…";
        }
    }

    private static void requireCode(String what, String value) {
        if (!CODE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    what + ": \"" + value + "\" (expected: 1-100 characters of [A-Za-z0-9._-])");
        }
    }
}
