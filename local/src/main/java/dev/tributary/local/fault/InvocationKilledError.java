package dev.tributary.local.fault;

/** Ends an invocation as if its process had been killed: an error, so that no handler's own catch can hold it up. */
public final class InvocationKilledError extends Error {

    private static final long serialVersionUID = 1L;

    InvocationKilledError(String call, boolean tookEffect) {
        super("killed " + (tookEffect ? "after " : "before ") + call);
    }
}
