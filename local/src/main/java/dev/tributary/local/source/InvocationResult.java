package dev.tributary.local.source;

/** What came of one synchronous invocation of a function. */
public sealed interface InvocationResult {

    /**
     * The function returned.
     *
     * @param payload the answer as JSON, or nothing where the function returns nothing
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answered(byte[] payload) implements InvocationResult {}

    /** The function threw, timed out or died; it may have done any part of its work. */
    record Failed(String errorType, String message) implements InvocationResult {}
}
