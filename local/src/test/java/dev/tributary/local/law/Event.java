package dev.tributary.local.law;

import java.util.EnumSet;
import java.util.Set;

/** What the runs must have been through to show anything. */
enum Event {
    PARTIAL_ANSWER,
    NOTHING_COMMITTED,
    KILLED,
    ANSWER_LOST,
    GIVEN_UP,
    HELD_BACK_BY_THE_BREAKER,
    LET_THROUGH_BY_THE_BREAKER,
    DEAD_LETTER,
    DAMAGED_AGGREGATE_SET_ASIDE,
    AGGREGATE_HANDED_BACK,
    CLAIM_CHECK,
    NOTIFICATION,
    REPEATED_NOTIFICATION,
    /** A record was told of, and at the attempt that counts it was skipped or rejected. */
    NOTIFICATION_OF_ANOTHER_OUTCOME,
    EMPTY_OBJECT,
    LATE_PUT_LANDED,
    LATE_PUT_REFUSED,
    /** A record that is done is also in an object whose first record was given up: all that the promise allows. */
    REPEATED_BEHIND_A_GIVEN_UP_RECORD,
    ANSWER_TOO_LARGE,
    SET_ASIDE_WHOLE,
    PUT_FAILED,
    REPEATED_LINE;

    static final Set<Event> OF_BATCHES = EnumSet.range(PARTIAL_ANSWER, REPEATED_BEHIND_A_GIVEN_UP_RECORD);

    static final Set<Event> OF_PIPES = EnumSet.of(
            NOTHING_COMMITTED,
            KILLED,
            ANSWER_LOST,
            GIVEN_UP,
            HELD_BACK_BY_THE_BREAKER,
            LET_THROUGH_BY_THE_BREAKER,
            DEAD_LETTER,
            DAMAGED_AGGREGATE_SET_ASIDE,
            CLAIM_CHECK,
            ANSWER_TOO_LARGE,
            SET_ASIDE_WHOLE,
            PUT_FAILED,
            REPEATED_LINE);
}
