package dev.tributary.lake;

import java.util.zip.DataFormatException;
import java.util.zip.ZipException;

/**
 * An object whose bytes are not what they should be, however often it is read. A {@link ZipException}, which the table of
 * failures knows for one that speaks of the data; an object that could not be read is any other {@link java.io.IOException}.
 */
public final class CorruptObjectException extends ZipException {

    private static final long serialVersionUID = 1L;

    /** What is wrong, as a stable code. */
    public enum Problem {
        /** A member of the file does not begin as RFC 1952 says. */
        BAD_HEADER,
        /** What should be compressed data is none. */
        BAD_DATA,
        /** The checksum is not that of the data. */
        CRC_MISMATCH,
        /** The length is not that of the data. */
        SIZE_MISMATCH,
        /** The file ends before its data does. */
        TRUNCATED,
        /** Something follows the data that is neither another member nor zeros. */
        TRAILING_BYTES,
        /** More data than is let pass. */
        TOO_LARGE
    }

    private final Problem problem;
    private final long offset;

    CorruptObjectException(Problem problem, long offset, String message) {
        super(message + " at byte " + offset);
        this.problem = problem;
        this.offset = offset;
    }

    CorruptObjectException(Problem problem, long offset, String message, DataFormatException cause) {
        this(problem, offset, message);
        initCause(cause);
    }

    public Problem problem() {
        return problem;
    }

    /** Where in the object, in bytes as they are stored; of what is too large, in bytes of its content. */
    public long offset() {
        return offset;
    }
}
