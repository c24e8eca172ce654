package dev.tributary.lake;

/** An object is not, or might not be, durable; the cause says why, and so whether trying again can help. */
public final class ObjectNotWrittenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ObjectNotWrittenException(String bucket, String key, Exception cause) {
        super("s3://" + bucket + "/" + key + ": not written (expected: durable): " + cause.getMessage(), cause);
    }
}
