package dev.tributary.inference.score;

/** Another run took this one for dead, and does its work; nothing of it is lost. */
public final class FencedRunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FencedRunException(String key) {
        super(key + ": fenced by another run (expected: one run at a time)");
    }
}
