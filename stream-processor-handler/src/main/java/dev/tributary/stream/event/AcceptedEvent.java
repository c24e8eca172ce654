package dev.tributary.stream.event;

import java.util.Optional;

/**
 * An event, and how it came.
 *
 * @param requestId the API's id of the request that brought it; empty if a producer wrote it into the stream itself
 * @param text the event's JSON as its client wrote it, in UTF-8
 */
public record AcceptedEvent(Event event, Optional<String> requestId, byte[] text) {}
