package dev.tributary.local.api;

/** The types of gateway responses that can happen here, with API Gateway's own status and message. */
enum GatewayError {
    API_CONFIGURATION_ERROR(500, "Internal server error"),
    BAD_REQUEST_BODY(400, "Invalid request body"),
    INTEGRATION_FAILURE(504, "Network error communicating with endpoint"),
    INTEGRATION_TIMEOUT(504, "Endpoint request timed out"),
    INVALID_API_KEY(403, "Forbidden"),
    MISSING_AUTHENTICATION_TOKEN(403, "Missing Authentication Token"),
    REQUEST_TOO_LARGE(413, "Request Too Long"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported Media Type");

    private final int status;
    private final String message;

    GatewayError(int status, String message) {
        this.status = status;
        this.message = message;
    }

    int status() {
        return status;
    }

    String message() {
        return message;
    }

    /** The type whose response is taken where the API defines none for this one. */
    String fallback() {
        return status < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX";
    }
}
