package dev.tributary.local.source;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;

/** A record as it was read from a shard: what the engine needs to know of it, whichever service the stream is of. */
public interface ShardRecord {

    String sequenceNumber();

    /** What keeps its order: the records of a shard with the same key take the same lane. */
    String orderingKey();

    /** When the stream took it, as precisely as the stream tells. */
    Instant arrival();

    /** Writes the fields of its entry in an event. */
    void writeFields(JsonGenerator json, EventForm form, MappingIdentity mapping, String shardId) throws IOException;

    /** What the mapping's filters see of it. */
    JsonNode filterable(MappingIdentity mapping);
}
