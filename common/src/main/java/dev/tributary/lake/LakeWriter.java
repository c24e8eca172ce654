package dev.tributary.lake;

import dev.tributary.aws.AwsClients;
import dev.tributary.aws.Backoff;
import dev.tributary.aws.Deadline;
import dev.tributary.record.RecordId;
import dev.tributary.record.SourceRecord;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Puts a batch's lines into the lake as one gzip object, conditionally: the first put asks for absence; where an object
 * is already there, this is a repeat, and the put replaces exactly the version that it saw. So a put of an earlier attempt
 * that lands late changes nothing.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html">conditional writes</a>
 */
public final class LakeWriter {

    /** Version of the lines' shape; a field that changes its meaning raises it. */
    static final String SCHEMA_VERSION = "1";

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;

    private final S3Client s3;
    private final LakeLocation location;
    private final Backoff backoff;
    private final Supplier<String> attempts;

    public LakeWriter(S3Client s3, LakeLocation location, Backoff backoff) {
        this(s3, location, backoff, () -> UUID.randomUUID().toString());
    }

    /** As above, with the names of attempts from elsewhere, so that tests repeat. */
    LakeWriter(S3Client s3, LakeLocation location, Backoff backoff, Supplier<String> attempts) {
        this.s3 = s3;
        this.location = location;
        this.backoff = backoff;
        this.attempts = attempts;
    }

    /**
     * Writes the lines of a committed prefix, or an empty object if there are none.
     *
     * @param batchFirst the batch's first record, whatever its outcome; the key follows from it
     * @param prefixLast the prefix's last record
     * @return compressed bytes
     * @throws software.amazon.awssdk.core.exception.SdkException if the object is not, or might not be, durable
     */
    public long write(SourceRecord batchFirst, RecordId prefixLast, List<byte[]> lines, Deadline deadline) {
        byte[] file = GzipLines.compress(lines, attempts.get());
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket(location.bucket())
                .key(location.key(batchFirst.id(), batchFirst.arrivalTime()))
                .contentType("application/gzip")
                .checksumSHA256(sha256(file))
                .metadata(Map.of(
                        "record-count", Integer.toString(lines.size()),
                        "first-record-id", batchFirst.id().toString(),
                        "last-record-id", prefixLast.toString(),
                        "schema-version", SCHEMA_VERSION))
                .overrideConfiguration(AwsClients.within(deadline))
                .build();
        put(request, file, deadline);
        return file.length;
    }

    private void put(PutObjectRequest request, byte[] file, Deadline deadline) {
        String seen = null;
        for (int attempt = 1; ; attempt++) {
            try {
                s3.putObject(conditional(request, seen), RequestBody.fromBytes(file));
                return;
            } catch (S3Exception e) {
                // Another version than the one seen stands there now. To look again costs no wait the first time.
                if (!isRefusedCondition(e, seen) || (attempt > 1 && !backoff.pause(attempt, deadline))) {
                    throw e;
                }
            }
            seen = look(request, deadline);
        }
    }

    private static PutObjectRequest conditional(PutObjectRequest request, @Nullable String seen) {
        return seen == null
                ? request.toBuilder().ifNoneMatch("*").build()
                : request.toBuilder().ifMatch(seen).build();
    }

    /** The ETag of the version that stands there; null if there is none any more. */
    private @Nullable String look(PutObjectRequest request, Deadline deadline) {
        try {
            return s3.headObject(head -> head.bucket(request.bucket())
                            .key(request.key())
                            .overrideConfiguration(AwsClients.within(deadline)))
                    .eTag();
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                return null;
            }
            throw e;
        }
    }

    private static boolean isRefusedCondition(S3Exception e, @Nullable String seen) {
        return e.statusCode() == PRECONDITION_FAILED
                || e.statusCode() == CONFLICT
                // The version that was seen is gone; without one, it is the bucket that is missing.
                || (e.statusCode() == NOT_FOUND && seen != null);
    }

    private static String sha256(byte[] bytes) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
