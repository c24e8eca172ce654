package dev.tributary.local.provision;

import dev.tributary.local.template.Resource;
import java.util.Set;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/** {@code AWS::S3::Bucket}. */
record Buckets(S3Client s3) implements Kind {

    /** What the bucket tells queues is for the pipeline, which watches it. */
    @Override
    public Set<String> properties() {
        return Set.of("BucketName", "NotificationConfiguration", "VersioningConfiguration");
    }

    @Override
    public boolean create(Resource resource) {
        boolean created = createBucket(resource.physicalName());
        String versioning =
                resource.properties().at("/VersioningConfiguration/Status").asText();
        if (!versioning.isEmpty()) {
            s3.putBucketVersioning(one -> one.bucket(resource.physicalName())
                    .versioningConfiguration(status -> status.status(BucketVersioningStatus.fromValue(versioning))));
        }
        return created;
    }

    private boolean createBucket(String name) {
        // In us-east-1, S3 takes a second creation by the owner for a success, and so do others that do as S3 does.
        if (exists(name)) {
            return false;
        }
        try {
            s3.createBucket(one -> one.bucket(name));
            return true;
        } catch (BucketAlreadyOwnedByYouException e) {
            return false;
        }
    }

    private boolean exists(String name) {
        try {
            s3.headBucket(one -> one.bucket(name));
            return true;
        } catch (NoSuchBucketException e) {
            return false;
        }
    }
}
