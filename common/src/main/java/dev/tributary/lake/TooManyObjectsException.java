package dev.tributary.lake;

/** One input makes more objects than there is memory for. */
public final class TooManyObjectsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooManyObjectsException(int max) {
        super("objects of one input: " + (max + 1L) + " or more (expected: at most " + max + ")");
    }
}
