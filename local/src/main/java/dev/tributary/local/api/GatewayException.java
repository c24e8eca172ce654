package dev.tributary.local.api;

/** A request that API Gateway answers by itself, with one of its gateway responses. */
final class GatewayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final GatewayError error;
    private final String validation;

    GatewayException(GatewayError error) {
        this(error, "");
    }

    /** @param validation what a model found wrong with the body, or empty */
    GatewayException(GatewayError error, String validation) {
        super(error.message());
        this.error = error;
        this.validation = validation;
    }

    GatewayError error() {
        return error;
    }

    String validation() {
        return validation;
    }
}
