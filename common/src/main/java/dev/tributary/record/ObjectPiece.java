package dev.tributary.record;

import java.time.Instant;

/**
 * Some bytes of an object's content, such as one of the values in it.
 *
 * @param object the version of the object that they are from
 * @param offset where in the content they begin, once it is decompressed
 * @param length how many they are
 * @param arrivalTime when the object was written, as its event says
 * @param payload the bytes, or the first of them where they are too many; not copied, so nobody may write to them
 */
public record ObjectPiece(ObjectVersion object, long offset, long length, Instant arrivalTime, byte[] payload)
        implements Input {

    /**
     * Checks that the bytes are somewhere.
     *
     * @throws IllegalArgumentException if they are not
     */
    public ObjectPiece {
        if (offset < 0 || length < payload.length) {
            throw new IllegalArgumentException("piece of " + length + " bytes at " + offset + " (expected: at least "
                    + payload.length + " bytes, at 0 or behind)");
        }
    }

    /** Bucket, version and place: the bucket as the stream, the version's identity as the shard, the offset as the number. */
    @Override
    public RecordId id() {
        return new RecordId(object.bucket(), object.identity(), Long.toString(offset), 0);
    }

    /** Whether the payload is not all of it. */
    public boolean isTruncated() {
        return payload.length < length;
    }
}
