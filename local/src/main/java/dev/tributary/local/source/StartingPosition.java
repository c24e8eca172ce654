package dev.tributary.local.source;

import java.time.Instant;

/** Where reading a shard begins. All but {@link After} can be where a new mapping begins. */
public sealed interface StartingPosition {

    /** With the oldest record that the stream still holds. */
    record TrimHorizon() implements StartingPosition {}

    /** With the first record that arrives after the start. */
    record Latest() implements StartingPosition {}

    /** With the first record that arrived at this time or later. */
    record AtTimestamp(Instant timestamp) implements StartingPosition {}

    /** With the record behind this one: where reading goes on. */
    record After(String sequenceNumber) implements StartingPosition {}
}
