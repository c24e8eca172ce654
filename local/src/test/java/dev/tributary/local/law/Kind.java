package dev.tributary.local.law;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What a record does to a function; the first word of its payload. */
enum Kind {
    GOOD,
    UNWANTED,
    MALFORMED,
    INVALID,
    /** Another outcome at each attempt. */
    UNSETTLED,
    /** To retry at every attempt, until Lambda gives it up. */
    HOPELESS;

    static Kind of(byte[] payload) {
        int end = 0;
        while (end < payload.length && payload[end] != ' ') {
            end++;
        }
        return valueOf(new String(payload, 0, end, UTF_8));
    }

    boolean mayBeRejected() {
        return this == MALFORMED || this == INVALID || this == UNSETTLED;
    }

    boolean mayBeWritten() {
        return this == GOOD || this == UNSETTLED;
    }
}
