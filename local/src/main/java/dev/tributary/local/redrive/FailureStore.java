package dev.tributary.local.redrive;

import java.util.List;
import java.util.Optional;

/** Where failures wait. What is taken stays there until it is deleted. */
interface FailureStore {

    /**
     * A failure that was taken.
     *
     * @param handle what the store knows it by
     * @param place the name of the message or object
     * @param bytes how much memory it holds
     */
    record Found(FailureStore store, String handle, String place, Failure failure, long bytes) {}

    /** The next ones, each once; none if there are no more for now. */
    List<Found> take();

    /** A failure that was taken, as it is now; empty if somebody else may be at work on it, or it is gone. */
    Optional<Failure> refresh(Found found);

    /** Deletes what is through. */
    void delete(Found found);

    /** Gives back what is not meant. */
    void release(List<Found> others);

    /** Gives back all that was taken and not deleted, for others to take. */
    void release();
}
