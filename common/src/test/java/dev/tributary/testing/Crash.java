package dev.tributary.testing;

/** The function is killed at this point: an error, since no code of a function that is killed catches anything. */
public final class Crash extends Error {

    private static final long serialVersionUID = 1L;

    public Crash(String where) {
        super("killed: " + where);
    }
}
