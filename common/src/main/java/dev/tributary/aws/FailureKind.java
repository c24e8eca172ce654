package dev.tributary.aws;

/** What kind of failure an exception is, and so whether trying again can help. */
public enum FailureKind {
    /** The service asks for fewer calls. */
    THROTTLED(true),
    /** Another writer was at the same item, or left it other than expected. */
    CONFLICT(true),
    /** The service failed: a 5xx status. */
    SERVICE_ERROR(true),
    /** No answer in time. */
    TIMED_OUT(true),
    /** The connection or the disk failed. */
    IO(true),
    /** A permission, or a key's permission, is missing; someone will grant it. */
    ACCESS_DENIED(true),
    /** A table, bucket, queue or key is missing; someone will create it. */
    RESOURCE_MISSING(true),
    /** The service refused the request itself; the record is kept by trying again until someone mends the settings. */
    REQUEST_REFUSED(true),
    /** Anything else: code that fails on this input would fail on it again. */
    UNEXPECTED(false);

    private final boolean retryable;

    FailureKind(boolean retryable) {
        this.retryable = retryable;
    }

    /** Whether the world is wrong, and so a later attempt may succeed, rather than the data. */
    public boolean isRetryable() {
        return retryable;
    }

    /** Whether it passes by itself; other failures last until somebody mends what causes them. */
    public boolean isPassing() {
        return switch (this) {
            case THROTTLED, CONFLICT, SERVICE_ERROR, TIMED_OUT, IO -> true;
            case ACCESS_DENIED, RESOURCE_MISSING, REQUEST_REFUSED, UNEXPECTED -> false;
        };
    }
}
