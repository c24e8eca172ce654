package dev.tributary.json;

/**
 * Bytes that are not the one JSON object that was expected. The message says where and what was expected, and never
 * quotes the input, which may hold personal data.
 */
public final class InvalidJsonException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What is wrong, as a stable code. */
    public enum Problem {
        EMPTY,
        MALFORMED_JSON,
        NOT_AN_OBJECT,
        INVALID_UTF8,
        INVALID_TEXT,
        DUPLICATE_KEY,
        TOO_DEEP,
        NUMBER_TOO_LONG,
        LIMIT_EXCEEDED,
        /** Of a stream: it ends within a value. */
        TRUNCATED,
        /** Of a stream: longer than a value of it may be. */
        VALUE_TOO_LARGE
    }

    private final Problem problem;

    InvalidJsonException(Problem problem, String message) {
        super(message);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
