package dev.tributary.local.demo.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What the API answered.
 *
 * @param retryAfter the header, if it was there
 */
record Answer(int status, Optional<String> retryAfter, JsonNode body) {}
