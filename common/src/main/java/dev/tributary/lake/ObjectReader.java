package dev.tributary.lake;

import dev.tributary.aws.AwsClients;
import dev.tributary.aws.Deadline;
import dev.tributary.record.ObjectVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Reads objects of S3 as streams, each in exactly the version that is asked for. */
public final class ObjectReader {

    private final S3Client s3;

    public ObjectReader(S3Client s3) {
        this.s3 = s3;
    }

    /**
     * Opens an object; the bytes come as they are stored. The bound of an attempt ends with the answer's head, so that it cuts no
     * long read: what a read may take is the time without any byte that the client allows, and the deadline.
     *
     * @param deadline after which nothing more is read
     * @throws software.amazon.awssdk.core.exception.SdkException if there is no such object, no such version of it any more (404;
     *     412 where its ETag is all that is known), or no answer
     */
    public ObjectStream open(ObjectVersion version, Deadline deadline) {
        GetObjectRequest.Builder request = GetObjectRequest.builder()
                .bucket(version.bucket())
                .key(version.key())
                .overrideConfiguration(AwsClients.within(deadline));
        version.versionId().ifPresentOrElse(request::versionId, () -> version.eTag()
                .ifPresent(tag -> request.ifMatch('"' + tag + '"')));
        ResponseInputStream<GetObjectResponse> answer =
                s3.getObject(request.build(), ResponseTransformer.toInputStream());
        Long length = answer.response().contentLength();
        if (length == null) {
            answer.abort();
            throw SdkClientException.create("an object without its length (expected: Content-Length)");
        }
        return new ObjectStream(answer, length, deadline);
    }

    /**
     * Asks for an object that is not there, so that the first read behind a snapshot finds its classes loaded.
     *
     * @param key where no object is, and which the function may read
     * @throws software.amazon.awssdk.core.exception.SdkException if S3 answers anything else than that there is none
     */
    public void prime(String bucket, String key, Deadline deadline) {
        try {
            open(new ObjectVersion(bucket, key, Optional.empty(), Optional.of("priming")), deadline)
                    .close();
        } catch (S3Exception e) {
            if (!S3Refusal.isNothingThere(e)) {
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
