package dev.tributary.reference;

/** The items that a batch asks for are more than a function's memory should hold; the rest is for the next batch. */
public final class BatchMemoryException extends Exception {

    private static final long serialVersionUID = 1L;

    BatchMemoryException(int lookedUp, int wanted) {
        super(lookedUp + " of " + wanted + " keys looked up, whose items are what one batch may hold");
    }
}
