package dev.tributary.local.kinesis;

/**
 * A request that is answered with an error, in the form that the AWS JSON protocol has for it: a type and a message.
 *
 * <p>The types and when each is due follow the API reference of Amazon Kinesis Data Streams and its list of common errors.
 */
final class KinesisException extends RuntimeException {

    private final int status;
    private final String type;

    private KinesisException(int status, String type, String message) {
        super(message);
        this.status = status;
        this.type = type;
    }

    /** A member that is missing, or outside the range, length or pattern of its shape. */
    static KinesisException validation(String message) {
        return new KinesisException(400, "ValidationException", message);
    }

    /**
     * A member that breaks a constraint of its shape, in the service's own words: clients are known to read them.
     *
     * @param value in quotes, as the service prints it
     * @param member with its path, such as {@code records.1.member.data}
     */
    static KinesisException constraint(String value, String member, String constraint) {
        return validation("1 validation error detected: Value %s at '%s' failed to satisfy constraint: %s"
                .formatted(value, member, constraint));
    }

    /** A member that is well-formed, yet makes no sense for this stream in its present state. */
    static KinesisException invalidArgument(String message) {
        return new KinesisException(400, "InvalidArgumentException", message);
    }

    static KinesisException notFound(String message) {
        return new KinesisException(400, "ResourceNotFoundException", message);
    }

    static KinesisException inUse(String message) {
        return new KinesisException(400, "ResourceInUseException", message);
    }

    static KinesisException limitExceeded(String message) {
        return new KinesisException(400, "LimitExceededException", message);
    }

    static KinesisException throughputExceeded(String message) {
        return new KinesisException(400, "ProvisionedThroughputExceededException", message);
    }

    static KinesisException expiredIterator(String message) {
        return new KinesisException(400, "ExpiredIteratorException", message);
    }

    static KinesisException expiredNextToken(String message) {
        return new KinesisException(400, "ExpiredNextTokenException", message);
    }

    /** A body that is not of the wire format, or a member of another type than its shape's. */
    static KinesisException serialization(String message) {
        return new KinesisException(400, "SerializationException", message);
    }

    static KinesisException unknownOperation(String message) {
        return new KinesisException(400, "UnknownOperationException", message);
    }

    static KinesisException tooLarge(String message) {
        return new KinesisException(413, "RequestEntityTooLargeException", message);
    }

    static KinesisException internalFailure(String message) {
        return new KinesisException(500, "InternalFailureException", message);
    }

    /** The HTTP status code. */
    int status() {
        return status;
    }

    String type() {
        return type;
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
