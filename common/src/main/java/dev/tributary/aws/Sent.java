package dev.tributary.aws;

import org.jspecify.annotations.Nullable;

/**
 * What became of a list of items that were to be sent in order.
 *
 * @param durable how many of them, from the first on, the service has; some of those behind may be there too
 * @param failure why the next one is not; null if all are
 */
public record Sent(int durable, @Nullable Exception failure) {}
