package dev.tributary.local.source;

/** Feeds a function, or a delivery stream, from a source, on threads of its own. Closing it stops them. */
public interface Poller extends AutoCloseable {

    /** Starts feeding. */
    void start();

    /**
     * Whether everything that the source holds is resolved. Asks the source, and so covers whatever was put there before
     * this call.
     *
     * @throws IllegalStateException if a thread of this poller died
     */
    boolean isIdle();

    /**
     * Does nothing while all threads of this poller are well.
     *
     * @throws IllegalStateException if one died, so that something will never be resolved
     */
    void check();

    MappingReport report();

    /** Whether delivery streams may write what it looks for, so that it is not idle for good before they are. */
    default boolean followsDeliveries() {
        return false;
    }

    /** Stops at once: what an invocation is working on is interrupted, and stays unresolved. */
    @Override
    void close();
}
