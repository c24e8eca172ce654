package dev.tributary.record;

import java.time.Instant;

/** What a source delivered: a record of a stream or table, or a piece of an object. */
public sealed interface Input permits SourceRecord, ObjectPiece {

    /** Its identity, the same at every delivery. */
    RecordId id();

    /** When the source took it in. */
    Instant arrivalTime();

    /** Its bytes, untouched; not copied, so nobody may write to them. */
    byte[] payload();
}
