package dev.tributary.lake;

import dev.tributary.aws.AwsClients;
import dev.tributary.aws.Backoff;
import dev.tributary.aws.Deadline;
import dev.tributary.aws.Sha256;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Objects that are written once or never: each attempt has a key of its own, and whoever comes behind an attempt that died can put
 * a fence in its place, an empty object against which a late put fails.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html">conditional writes</a>
 */
public final class FencedObjects {

    /** What stands under a key. */
    public enum State {
        /** The object that was meant for it. */
        WRITTEN,
        /** A fence: no object can come any more. */
        FENCED,
        /** Nothing; an object may still come. */
        MISSING
    }

    private static final String FENCE = "fence";
    private static final String ANY = "*";

    private final S3Client s3;
    private final String bucket;
    private final Backoff backoff;

    public FencedObjects(S3Client s3, String bucket, Backoff backoff) {
        this.s3 = s3;
        this.bucket = bucket;
        this.backoff = backoff;
    }

    /**
     * Looks what stands under a key.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException if S3 does not tell
     */
    public State look(String key, Deadline deadline) {
        try {
            Map<String, String> metadata = s3.headObject(
                            head -> head.bucket(bucket).key(key).overrideConfiguration(AwsClients.within(deadline)))
                    .metadata();
            return metadata.containsKey(FENCE) ? State.FENCED : State.WRITTEN;
        } catch (S3Exception e) {
            if (S3Refusal.isMissing(e)) {
                return State.MISSING;
            }
            throw e;
        }
    }

    /**
     * Makes sure that no object comes under a key any more that is not there yet.
     *
     * @return whether it is fenced, or the object was written
     * @throws software.amazon.awssdk.core.exception.SdkException if neither is sure
     */
    public State fence(String key, Deadline deadline) {
        try (LinesFile nothing = new LinesFile(FENCE)) {
            return put(key, nothing, Map.of(FENCE, "true"), deadline);
        }
    }

    /**
     * Puts a fence in the place of whatever stands under a key: for an object that belongs to another one, which is fenced.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException if it is not, or might not be, durable
     */
    public void replace(String key, Deadline deadline) {
        try (LinesFile nothing = new LinesFile(FENCE)) {
            byte[] bytes = nothing.finish();
            s3.putObject(request(key, bytes, 0, Map.of(FENCE, "true"), deadline).build(), RequestBody.fromBytes(bytes));
        }
    }

    /**
     * Writes an object under a key that no other attempt has.
     *
     * @param metadata what the object's metadata are to say besides its count of records and the version of its schema, in ASCII
     * @return compressed bytes; below 0 if the key is fenced, and the object is not written
     * @throws software.amazon.awssdk.core.exception.SdkException if the object is not, or might not be, durable
     */
    public long write(String key, LinesFile lines, Map<String, String> metadata, Deadline deadline) {
        return put(key, lines, metadata, deadline) == State.WRITTEN ? lines.finish().length : -1;
    }

    /** What stands there in the end: what was put, or what was there before. */
    private State put(String key, LinesFile lines, Map<String, String> metadata, Deadline deadline) {
        byte[] bytes = lines.finish();
        for (int tries = 1; ; tries++) {
            try {
                s3.putObject(
                        request(key, bytes, lines.count(), metadata, deadline)
                                .ifNoneMatch(ANY)
                                .build(),
                        RequestBody.fromBytes(bytes));
                return metadata.containsKey(FENCE) ? State.FENCED : State.WRITTEN;
            } catch (S3Exception e) {
                if (S3Refusal.isOtherVersion(e)) {
                    State state = look(key, deadline);
                    if (state != State.MISSING) {
                        // If it is no fence, it is what the attempt put whose key this is, and the answer was lost.
                        return state;
                    }
                } else if (!S3Refusal.isUnderWay(e)) {
                    throw e;
                }
                // Another put was under way, or what stood there is gone: the condition is tried again.
                if (!backoff.pause(tries, deadline)) {
                    throw e;
                }
            }
        }
    }

    private PutObjectRequest.Builder request(
            String key, byte[] bytes, int lines, Map<String, String> metadata, Deadline deadline) {
        Map<String, String> all = new HashMap<>(metadata);
        all.put(LakeWriter.RECORD_COUNT, Integer.toString(lines));
        all.put(LakeWriter.SCHEMA, LakeWriter.SCHEMA_VERSION);
        return PutObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .contentType(LakeWriter.CONTENT_TYPE)
                .checksumSHA256(Base64.getEncoder().encodeToString(Sha256.of(bytes)))
                .metadata(all)
                .overrideConfiguration(AwsClients.within(deadline, bytes.length));
    }
}
