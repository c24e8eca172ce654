package dev.tributary.local.function;

import dev.tributary.local.fault.InvocationFaults;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The invocation that runs in this thread, so that its calls to AWS are counted, and struck, as its own. */
final class InvocationScope {

    private static final ThreadLocal<@Nullable InvocationScope> CURRENT = new ThreadLocal<>();

    private final CallCounts calls;
    private final InvocationFaults faults;

    private InvocationScope(CallCounts calls, InvocationFaults faults) {
        this.calls = calls;
        this.faults = faults;
    }

    /** Does the work of one invocation. */
    static byte[] run(CallCounts calls, InvocationFaults faults, Supplier<byte[]> work) {
        CURRENT.set(new InvocationScope(calls, faults));
        try {
            return work.get();
        } finally {
            CURRENT.remove();
        }
    }

    static Optional<InvocationScope> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    CallCounts calls() {
        return calls;
    }

    InvocationFaults faults() {
        return faults;
    }
}
