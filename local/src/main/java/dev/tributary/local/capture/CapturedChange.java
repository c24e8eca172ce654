package dev.tributary.local.capture;

/**
 * A change as a stream takes it.
 *
 * @param partitionKey what decides on the shard
 * @param value the JSON, as its tool sends it; empty for a tombstone of Debezium's
 */
public record CapturedChange(String partitionKey, byte[] value) {}
