package dev.tributary.local.bucket;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of an object, as a bucket lists it.
 *
 * @param eTag without quotes
 * @param versionId null in a bucket without versions
 * @param lastModified as precisely as the bucket tells
 */
record ObjectVersion(
        String key, long size, String eTag, @Nullable String versionId, Instant lastModified) {

    /** What a bucket without versions says in place of an id. */
    private static final String NO_VERSION = "null";

    static ObjectVersion of(software.amazon.awssdk.services.s3.model.ObjectVersion listed) {
        return new ObjectVersion(
                listed.key(),
                listed.size(),
                listed.eTag().replace("\"", ""),
                NO_VERSION.equals(listed.versionId()) ? null : listed.versionId(),
                listed.lastModified());
    }

    /** Whether it was uploaded in parts, which its ETag tells. */
    boolean isOfParts() {
        return eTag.contains("-");
    }
}
