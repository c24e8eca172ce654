package dev.tributary.local.source;

/**
 * Runs a function once and waits for its answer. Lanes of one mapping invoke at the same time, each from its own
 * thread. A lost answer is a failure to the caller, whatever the function had done: return
 * {@link InvocationResult.Failed} for it.
 */
@FunctionalInterface
public interface FunctionInvoker {

    InvocationResult invoke(byte[] eventJson);
}
