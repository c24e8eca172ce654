package dev.tributary.inference.model;

/** A row that the model cannot take, and never will. */
public final class UnusableRowException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Problem {
        /** A column that a feature needs is null, or not there. */
        MISSING_FEATURE,
        /** A column is of another type than its feature. */
        INVALID_FEATURE,
        /** A text that is none of a feature's categories. */
        UNKNOWN_CATEGORY,
        /** A number that the model's input cannot hold. */
        OUT_OF_RANGE,
        /** The model's answer for the row is no finite number. */
        NO_PREDICTION
    }

    private final Problem problem;
    private final String column;

    UnusableRowException(Problem problem, String column, String expected) {
        super(expected);
        this.problem = problem;
        this.column = column;
    }

    public Problem problem() {
        return problem;
    }

    /** The column that it is about; empty if it is about none. */
    public String column() {
        return column;
    }

    /** What was expected, as part of a sentence. */
    public String expected() {
        return String.valueOf(getMessage());
    }

    /** Without the stack, which nobody reads: many rows may be like this. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
