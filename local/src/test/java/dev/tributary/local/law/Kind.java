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
    HOPELESS,
    /** An aggregate that was damaged: no processor may see it. */
    DAMAGED_AGGREGATE;

    static final Kind[] OF_RECORDS = {GOOD, UNWANTED, MALFORMED, INVALID, UNSETTLED, HOPELESS};

    private static final byte FIRST_OF_MAGIC = (byte) 0xF3;

    static Kind of(byte[] payload) {
        if (payload[0] == FIRST_OF_MAGIC) {
            return DAMAGED_AGGREGATE;
        }
        int end = 0;
        while (end < payload.length && payload[end] != ' ') {
            end++;
        }
        return valueOf(new String(payload, 0, end, UTF_8));
    }

    boolean mayBeRejected() {
        return this == MALFORMED || this == INVALID || this == UNSETTLED || this == DAMAGED_AGGREGATE;
    }

    boolean mayBeWritten() {
        return this == GOOD || this == UNSETTLED;
    }
}
