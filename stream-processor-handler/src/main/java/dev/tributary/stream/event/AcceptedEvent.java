package dev.tributary.stream.event;

import java.util.Optional;

/**
 * An event, and how it came.
 *
 * @param requestId the API's id of the request that brought it; empty if a producer wrote it into the stream itself
 */
public record AcceptedEvent(Event event, Optional<String> requestId) {}
