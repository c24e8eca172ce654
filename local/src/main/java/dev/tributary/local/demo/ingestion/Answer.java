package dev.tributary.local.demo.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What the API answered.
 *
 * @param retryAfter the header, if it was there
 */
record Answer(int status, Optional<String> retryAfter, JsonNode body) {

    /** Whether the API itself does not know what became of the request. */
    boolean isUncertain() {
        return status >= 500;
    }

    /** Whether the same request may succeed later. */
    boolean asksForAnother() {
        return isUncertain() || status == 429;
    }
}
