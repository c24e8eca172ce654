package dev.tributary.local.up;

/** A command cannot do what it was asked for, and its message tells a person all there is to know. */
public final class CommandFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CommandFailedException(String message) {
        super(message);
    }
}
