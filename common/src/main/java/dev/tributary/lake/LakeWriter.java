package dev.tributary.lake;

import dev.tributary.aws.AwsClients;
import dev.tributary.aws.Backoff;
import dev.tributary.aws.Deadline;
import dev.tributary.aws.Invocation;
import dev.tributary.aws.Invocation.Origin;
import dev.tributary.aws.Sha256;
import dev.tributary.record.RecordId;
import dev.tributary.record.SourceRecord;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Puts a batch's lines into the lake as one gzip object, conditionally: the first put asks for absence; where an object
 * is already there, this is a repeat, and the put replaces exactly the version that it saw. So a put of an earlier attempt
 * that lands late changes nothing. An attempt that is still running when a later one has written gives way to it.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html">conditional writes</a>
 */
public final class LakeWriter {

    /** Version of the lines' shape; a field that changes its meaning raises it. */
    static final String SCHEMA_VERSION = "1";

    static final String CONTENT_TYPE = "application/gzip";
    static final String RECORD_COUNT = "record-count";
    static final String SCHEMA = "schema-version";

    private static final String ATTEMPT = "attempt";
    private static final String ATTEMPT_BEGUN = "attempt-begun";
    private static final Pattern MILLIS = Pattern.compile("[0-9]{1,18}");

    /** An ETag that no object has: MD5 of nothing known, and S3's ETags of encrypted objects are random. */
    private static final String NO_VERSION = "\"00000000000000000000000000000000\"";

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
     * Writes the lines of a committed prefix, or an empty object if there are none. A record that comes back by itself gets an object
     * of its own: it may have been the first of its batch, whose object holds the lines of the others.
     *
     * @param batchFirst the batch's first record, whatever its outcome; the key follows from it
     * @param prefixLast the prefix's last record
     * @return compressed bytes
     * @throws software.amazon.awssdk.core.exception.SdkException if the object is not, or might not be, durable
     * @throws NewerAttemptException if a later attempt at this batch has written already
     */
    public long write(SourceRecord batchFirst, RecordId prefixLast, List<byte[]> lines, Invocation invocation) {
        String attempt = attempts.get();
        byte[] file = GzipLines.compress(lines, attempt);
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket(location.bucket())
                .key(
                        invocation.origin() == Origin.REDRIVEN_RECORD
                                ? location.redrivenKey(batchFirst.id(), prefixLast, batchFirst.arrivalTime())
                                : location.key(batchFirst.id(), batchFirst.arrivalTime()))
                .contentType(CONTENT_TYPE)
                .checksumSHA256(Base64.getEncoder().encodeToString(Sha256.of(file)))
                .metadata(Map.of(
                        RECORD_COUNT,
                        Integer.toString(lines.size()),
                        "first-record-id",
                        batchFirst.id().toString(),
                        "last-record-id",
                        prefixLast.toString(),
                        SCHEMA,
                        SCHEMA_VERSION,
                        ATTEMPT,
                        attempt,
                        ATTEMPT_BEGUN,
                        Long.toString(invocation.begun().toEpochMilli())))
                .build();
        put(request, file, invocation);
        return file.length;
    }

    /**
     * Makes a put that changes nothing, as it asks for a version that never was: so that the first put behind a snapshot
     * finds its classes loaded.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException if S3 answers anything else than that there is no such version
     */
    public void prime(Deadline deadline) {
        byte[] file = GzipLines.compress(List.of(new byte[0]), attempts.get());
        try {
            s3.putObject(
                    put -> put.bucket(location.bucket())
                            .key(location.hiddenKey("priming"))
                            .checksumSHA256(Base64.getEncoder().encodeToString(Sha256.of(file)))
                            .metadata(Map.of(ATTEMPT, attempts.get()))
                            .ifMatch(NO_VERSION)
                            .overrideConfiguration(AwsClients.within(deadline)),
                    RequestBody.fromBytes(file));
        } catch (S3Exception e) {
            if (!S3Refusal.isNothingThere(e)) {
                throw e;
            }
        }
    }

    private void put(PutObjectRequest request, byte[] file, Invocation invocation) {
        Deadline deadline = invocation.writing();
        Map<String, String> ours = request.metadata();
        HeadObjectResponse seen = null;
        for (int tries = 1; ; tries++) {
            try {
                s3.putObject(conditional(request, seen, deadline), RequestBody.fromBytes(file));
                return;
            } catch (S3Exception e) {
                boolean again = S3Refusal.isUnderWay(e) || isOutOfDate(e, seen);
                // To look for the version that stands there costs no wait the first time.
                boolean wait = S3Refusal.isUnderWay(e) || tries > 1;
                if (!again || (wait && !backoff.pause(tries, deadline))) {
                    throw e;
                }
                if (S3Refusal.isUnderWay(e)) {
                    // Another put was under way; what it leaves shows when the condition is tried again.
                    continue;
                }
            }
            seen = look(request, deadline);
            if (seen != null && seen.metadata().getOrDefault(ATTEMPT, "").equals(ours.get(ATTEMPT))) {
                // Our own put had landed, and its answer was lost.
                return;
            }
            if (seen != null && begun(seen.metadata()) > begun(ours)) {
                throw new NewerAttemptException(request.key());
            }
        }
    }

    private static PutObjectRequest conditional(
            PutObjectRequest request, @Nullable HeadObjectResponse seen, Deadline deadline) {
        PutObjectRequest.Builder put = request.toBuilder().overrideConfiguration(AwsClients.within(deadline));
        return seen == null
                ? put.ifNoneMatch("*").build()
                : put.ifMatch(seen.eTag()).build();
    }

    /** The version that stands there; null if there is none any more. */
    private @Nullable HeadObjectResponse look(PutObjectRequest request, Deadline deadline) {
        try {
            return s3.headObject(head -> head.bucket(request.bucket())
                    .key(request.key())
                    .overrideConfiguration(AwsClients.within(deadline)));
        } catch (S3Exception e) {
            if (S3Refusal.isMissing(e)) {
                return null;
            }
            throw e;
        }
    }

    /** Whether another version than the one that was seen stands there now, or none does. */
    private static boolean isOutOfDate(S3Exception e, @Nullable HeadObjectResponse seen) {
        return S3Refusal.isOtherVersion(e)
                // Without a version that was seen, it is the bucket that is missing.
                || (S3Refusal.isMissing(e) && seen != null);
    }

    /** When the attempt began that wrote this; long ago if the object is not of ours. */
    private static long begun(Map<String, String> metadata) {
        String millis = metadata.getOrDefault(ATTEMPT_BEGUN, "");
        return MILLIS.matcher(millis).matches() ? Long.parseLong(millis) : 0;
    }
}
