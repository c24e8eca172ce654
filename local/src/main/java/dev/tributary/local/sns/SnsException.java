package dev.tributary.local.sns;

/**
 * A request, or an entry of a batch, that is answered with an error: a code and a message.
 *
 * <p>The codes and when each is due follow the API reference of Amazon SNS.
 */
final class SnsException extends RuntimeException {

    private final int status;
    private final String code;

    private SnsException(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static SnsException invalidParameter(String reason) {
        return new SnsException(400, "InvalidParameter", "Invalid parameter: " + reason);
    }

    /** A message attribute that is not one. */
    static SnsException invalidValue(String message) {
        return new SnsException(400, "ParameterValueInvalid", message);
    }

    static SnsException notFound(String message) {
        return new SnsException(404, "NotFound", message);
    }

    /** A batch that is refused as a whole. */
    static SnsException batch(String code, String message) {
        return new SnsException(400, code, message);
    }

    static SnsException invalidAction(String message) {
        return new SnsException(400, "InvalidAction", message);
    }

    static SnsException tooLarge(String message) {
        return new SnsException(413, "RequestEntityTooLarge", message);
    }

    static SnsException internalError(String message) {
        return new SnsException(500, "InternalError", message);
    }

    /** The HTTP status code. */
    int status() {
        return status;
    }

    String code() {
        return code;
    }

    boolean isSenderFault() {
        return status < 500;
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
