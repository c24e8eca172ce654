package dev.tributary.local.source;

import java.time.Instant;

/** Where a new mapping begins to read the shards that are there when it starts. */
public sealed interface StartingPosition {

    /** With the oldest record that the stream still holds. */
    record TrimHorizon() implements StartingPosition {}

    /** With the first record that arrives after the start. */
    record Latest() implements StartingPosition {}

    /** With the first record that arrived at this time or later. */
    record AtTimestamp(Instant timestamp) implements StartingPosition {}
}
