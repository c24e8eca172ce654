package dev.tributary.local.redrive;

import dev.tributary.aws.Sha256;
import dev.tributary.local.redrive.Failure.Payload;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The original bytes of dead letters, out of their messages or from where these point to. */
final class Payloads {

    private static final Pattern URI = Pattern.compile("s3://([^/]+)/(.+)", Pattern.DOTALL);

    private static final int DENIED = 403;

    private final S3Client s3;

    Payloads(S3Client s3) {
        this.s3 = s3;
    }

    /** The bytes are not to be had: the reason, and what is wrong. */
    static final class LostPayloadException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String reason;

        LostPayloadException(String reason, String message) {
            super(message);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    /**
     * The bytes, which are those that were set aside.
     *
     * @throws LostPayloadException if they are gone, or are others
     */
    byte[] of(Payload payload) throws LostPayloadException {
        byte[] bytes = read(payload);
        String sha256 = HexFormat.of().formatHex(Sha256.of(bytes));
        if (!sha256.equals(payload.sha256())) {
            throw new LostPayloadException(
                    "PAYLOAD_CHANGED",
                    payload.reference().orElse("payload") + ": SHA-256 " + sha256 + " (expected: " + payload.sha256()
                            + ", of the bytes that were set aside)");
        }
        return bytes;
    }

    private byte[] read(Payload payload) throws LostPayloadException {
        if (payload.base64().isPresent()) {
            try {
                return Base64.getDecoder().decode(payload.base64().get());
            } catch (IllegalArgumentException e) {
                throw new LostPayloadException("PAYLOAD_CHANGED", "payload: broken base64");
            }
        }
        String reference = payload.reference().orElse("");
        Matcher uri = URI.matcher(reference);
        if (!uri.matches()) {
            throw new LostPayloadException(
                    "PAYLOAD_GONE", "payloadRef: \"" + reference + "\" (expected: s3://<bucket>/<key>)");
        }
        try {
            return s3.getObjectAsBytes(call -> call.bucket(uri.group(1)).key(uri.group(2)))
                    .asByteArray();
        } catch (NoSuchKeyException | NoSuchBucketException e) {
            throw new LostPayloadException(
                    "PAYLOAD_GONE",
                    reference + " is not there (expected: the payload; has it expired? A former version of it may be)");
        } catch (S3Exception e) {
            if (e.statusCode() != DENIED) {
                throw e;
            }
            throw new LostPayloadException(
                    "PAYLOAD_DENIED",
                    reference
                            + " may not be read (expected: s3:GetObject; where s3:ListBucket is missing, it may be gone)");
        }
    }
}
