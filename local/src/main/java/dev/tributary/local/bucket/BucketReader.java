package dev.tributary.local.bucket;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** Lists the versions of a bucket's objects. */
record BucketReader(S3Client s3, String bucket, String prefix) {

    /**
     * Those whose keys have the prefix, oldest first as far as the bucket tells; in a bucket without versions, the objects
     * as they are.
     *
     * @throws SdkException if the bucket cannot be listed
     */
    List<ObjectVersion> versions() {
        List<ObjectVersion> versions = new ArrayList<>();
        s3.listObjectVersionsPaginator(call -> call.bucket(bucket).prefix(prefix))
                .versions()
                .forEach(listed -> versions.add(ObjectVersion.of(listed)));
        // S3 lists the newest of a key first; those of one second stay in the order of their making.
        Collections.reverse(versions);
        versions.sort(Comparator.comparing(ObjectVersion::lastModified));
        return versions;
    }
}
