package dev.tributary.lake;

/**
 * A later attempt at the same batch has written its object already, while this one was still running: Lambda waits for
 * that one's answer, and has no use for this one's.
 */
public final class NewerAttemptException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NewerAttemptException(String key) {
        super(key + ": written by an attempt that began later (expected: none, or an earlier one's)");
    }
}
