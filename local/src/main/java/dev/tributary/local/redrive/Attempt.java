package dev.tributary.local.redrive;

import java.time.Instant;

/**
 * What became of one failure that was sent back.
 *
 * @param id of the record, batch or event
 * @param stage where it had failed, and why, when it was kept
 * @param at when that was
 * @param why what is wrong with it now; empty if it is through
 */
public record Attempt(
        String id,
        String function,
        String stage,
        String reason,
        Instant at,
        Status status,
        String whyReason,
        String why) {

    /** What became of it. */
    public enum Status {
        /** All of it is written, and it is deleted. */
        THROUGH,
        /** Set aside again, in a new dead letter that stays in the place of what was deleted. */
        SET_ASIDE_AGAIN,
        /** It could not be sent back, or the function failed; it stays where it was. */
        FAILED,
        /** Not tried, since another one of its partition key failed before it. */
        LEFT
    }

    static Attempt of(Failure failure, Status status, String whyReason, String why) {
        return new Attempt(
                failure.id(),
                failure.function(),
                failure.stage(),
                failure.reason(),
                failure.at(),
                status,
                whyReason,
                why);
    }
}
