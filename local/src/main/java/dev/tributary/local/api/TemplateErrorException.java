package dev.tributary.local.api;

/** A mapping template asks for something that API Gateway does not have, or that nobody documents. */
final class TemplateErrorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TemplateErrorException(String place, String reference, String expectation) {
        super(place + ": " + reference + " (expected: " + expectation + ")");
    }
}
