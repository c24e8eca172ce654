package dev.tributary.local.source;

/**
 * Where a mapping sends what it gives up. One that throws is asked again until it takes the batch; the lane waits, so
 * that nothing is lost on the way.
 */
@FunctionalInterface
public interface FailureDestination {

    /** Drops what is given up, as a mapping without an on-failure destination does. */
    FailureDestination NONE = batch -> {};

    void send(GivenUpBatch batch);
}
