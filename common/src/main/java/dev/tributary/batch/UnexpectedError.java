package dev.tributary.batch;

import dev.tributary.deadletter.Rejection;

/** Faults of the code on one input: they would come again, so the record is set aside. */
final class UnexpectedError {

    private UnexpectedError() {}

    /** Names the fault's class and line, and not its message, which may quote the data. */
    static Rejection rejection(String stage, Throwable fault) {
        StackTraceElement[] trace = fault.getStackTrace();
        String where = trace.length == 0 ? "" : " at " + trace[0];
        return new Rejection(
                stage,
                "UNEXPECTED_ERROR",
                fault.getClass().getName() + where + " (expected: none; the code has a fault)");
    }
}
