package dev.tributary.record;

import java.time.Instant;

/**
 * One record as its source delivered it.
 *
 * @param id its identity, the same at every delivery
 * @param source the stream or table it came from
 * @param partitionKey the key that decides its shard and its order
 * @param arrivalTime when the source took it in
 * @param payload its bytes, untouched; not copied, so nobody may write to them
 */
public record SourceRecord(RecordId id, EventSource source, String partitionKey, Instant arrivalTime, byte[] payload)
        implements Input {}
