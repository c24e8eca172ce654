package dev.tributary.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One version of an S3 object: what stood under its key once, and no other that may stand there later.
 *
 * @param bucket the bucket's name
 * @param key the object's key, not encoded
 * @param versionId its id in a bucket with versions; {@code null}, which S3 gives every object that has none of its own, counts
 *     as none
 * @param eTag its ETag, without the quotes that it has in a header
 */
public record ObjectVersion(String bucket, String key, Optional<String> versionId, Optional<String> eTag) {

    private static final int IDENTITY_BYTES = 16;
    private static final String NO_VERSION = "null";

    /**
     * Checks that the version can be told from others.
     *
     * @throws IllegalArgumentException if neither version nor ETag is known
     */
    public ObjectVersion {
        versionId = versionId.filter(id -> !id.isEmpty() && !id.equals(NO_VERSION));
        eTag = eTag.map(ObjectVersion::unquoted).filter(tag -> !tag.isEmpty());
        if (versionId.isEmpty() && eTag.isEmpty()) {
            throw new IllegalArgumentException("object of bucket " + bucket + " (expected: a version id or an ETag)");
        }
    }

    /** The object as tools and people name it, without its version: {@code s3://<bucket>/<key>}. */
    public String uri() {
        return "s3://" + bucket + "/" + key;
    }

    /**
     * A name of 32 hexadecimal digits that this version alone has, wherever it is known from: of bucket, key, and its version id or,
     * where there is none, its ETag.
     */
    public String identity() {
        byte[] digest = sha256(
                bucket,
                key,
                versionId.isPresent() ? "version" : "etag",
                versionId.or(() -> eTag).orElseThrow());
        return HexFormat.of().formatHex(digest, 0, IDENTITY_BYTES);
    }

    /** Each part with its length before it, so that no two lists of parts give the same bytes. */
    private static byte[] sha256(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
                digest.update(bytes);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String unquoted(String eTag) {
        boolean quoted = eTag.length() > 1 && eTag.startsWith("\"") && eTag.endsWith("\"");
        return quoted ? eTag.substring(1, eTag.length() - 1) : eTag;
    }
}
