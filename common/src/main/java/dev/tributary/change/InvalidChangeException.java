package dev.tributary.change;

/** JSON that tells of no change. The message says what was expected, and quotes names and types, never values. */
public final class InvalidChangeException extends Exception {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST_NAME = 40;

    /** What is wrong, as a stable code. */
    public enum Problem {
        /** The JSON is of none of the forms that changes come in. */
        UNKNOWN_FORMAT,
        /** The JSON could be of two of them. */
        AMBIGUOUS_FORMAT,
        /** A field is not there that every change has. */
        MISSING_FIELD,
        /** A field is of another type than it always is. */
        INVALID_FIELD,
        /** Two fields tell of the same, or of what excludes each other. */
        AMBIGUOUS_FIELD,
        /** The change is none of those that are known. */
        UNKNOWN_EVENT_NAME,
        /** What was done is none of what is known. */
        UNKNOWN_OPERATION,
        /** A time is none, or outside of the years 1970 to 9999. */
        INVALID_TIME,
        /** The place among other changes cannot be told. */
        INVALID_POSITION,
        /** The item or row before, or after, is not there. */
        MISSING_IMAGE,
        /** A value is marked with a type that DynamoDB does not have. */
        UNKNOWN_TYPE,
        /** A value has no type, or more than one. */
        AMBIGUOUS_TYPE,
        /** A value is not of the type that it is marked with. */
        INVALID_VALUE,
        /** The same name twice in one item, map or record. */
        DUPLICATE_NAME,
        /** Lists and maps within each other, deeper than DynamoDB holds them. */
        TOO_DEEP
    }

    private final Problem problem;

    InvalidChangeException(Problem problem, String message) {
        // No stack trace: it is an answer, made for each bad record of a batch, not a fault of the program.
        super(message, null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    /** A name from outside as a message may quote it. */
    static String quoted(String name) {
        return name.length() <= LONGEST_NAME ? "\"" + name + "\"" : "\"" + name.substring(0, LONGEST_NAME) + "…\"";
    }
}
