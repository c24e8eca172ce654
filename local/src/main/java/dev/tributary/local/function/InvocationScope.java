package dev.tributary.local.function;

import dev.tributary.local.fault.InvocationFaults;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The invocation that runs in this thread, so that its calls to AWS are counted, and struck, as its own. */
final class InvocationScope implements AutoCloseable {

    private static final ThreadLocal<@Nullable InvocationScope> CURRENT = new ThreadLocal<>();

    private final CallCounts calls;
    private final InvocationFaults faults;

    private InvocationScope(CallCounts calls, InvocationFaults faults) {
        this.calls = calls;
        this.faults = faults;
    }

    static InvocationScope open(CallCounts calls, InvocationFaults faults) {
        InvocationScope scope = new InvocationScope(calls, faults);
        CURRENT.set(scope);
        return scope;
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

    @Override
    public void close() {
        CURRENT.remove();
    }
}
