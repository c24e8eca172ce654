package dev.tributary.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * S3 in memory: conditional puts, versions, ETags, checksums and listings as S3 has them.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html">conditional writes</a>
 */
public final class FakeS3 implements S3Client {

    public static final String PUT = "PutObject";
    public static final String GET = "GetObject";
    public static final String HEAD = "HeadObject";
    public static final String LIST = "ListObjectsV2";

    private static final int MOST_LISTED = 1_000;

    /** An object, and the request that put it. */
    public record StoredObject(byte[] bytes, String eTag, String versionId, PutObjectRequest request) {

        public Map<String, String> metadata() {
            return request.metadata();
        }
    }

    private record HeldPut(PutObjectRequest request, byte[] bytes) {}

    private final Set<String> buckets;
    private final NavigableMap<String, StoredObject> objects = new TreeMap<>();
    private final Map<String, StoredObject> versions = new HashMap<>();
    private final Queue<FakeBody.End> ends = new ArrayDeque<>();
    private final List<FakeBody> bodies = new ArrayList<>();
    private final List<PutObjectRequest> puts = new ArrayList<>();
    private final List<HeldPut> held = new ArrayList<>();
    private final Faults faults = new Faults();

    public FakeS3(String... buckets) {
        this.buckets = Set.of(buckets);
    }

    public Faults faults() {
        return faults;
    }

    /** Every put that was asked for, in order, whatever came of it. */
    public synchronized List<PutObjectRequest> puts() {
        return List.copyOf(puts);
    }

    /** The objects of all buckets, by {@code bucket/key}. */
    public synchronized NavigableMap<String, StoredObject> objects() {
        return new TreeMap<>(objects);
    }

    /** The object under this key; fails if there is none. */
    public synchronized StoredObject object(String bucket, String key) {
        StoredObject object = objects.get(bucket + "/" + key);
        if (object == null) {
            throw new AssertionError("no object " + key + " in " + bucket + ", but " + objects.keySet());
        }
        return object;
    }

    /** Puts an object there as if someone else had, without a call. */
    public synchronized StoredObject place(String bucket, String key, byte[] bytes) {
        return store(PutObjectRequest.builder().bucket(bucket).key(key).build(), bytes);
    }

    /** The next object that is read ends before its end. */
    public synchronized void breakNextBody(FakeBody.End end) {
        ends.add(end);
    }

    /** What was read of objects, in the order in which it was asked for. */
    public synchronized List<FakeBody> bodies() {
        return List.copyOf(bodies);
    }

    /** Takes an object away as if someone else had, without a call; its versions stay. */
    public synchronized void remove(String bucket, String key) {
        objects.remove(bucket + "/" + key);
    }

    public synchronized int heldPuts() {
        return held.size();
    }

    /**
     * Carries the held puts out, in order, each by its own conditions.
     *
     * @return how many of them changed an object
     */
    public synchronized int landHeldPuts() {
        int landed = 0;
        while (!held.isEmpty()) {
            landed += landHeldPut(0) ? 1 : 0;
        }
        return landed;
    }

    /**
     * Carries one of the held puts out, by its own conditions.
     *
     * @param index which, in the order in which they were held back
     * @return whether it changed an object
     */
    public synchronized boolean landHeldPut(int index) {
        HeldPut late = held.remove(index);
        try {
            put(late.request(), late.bytes());
            return true;
        } catch (AwsServiceException e) {
            // Nobody waits for this answer any more.
            return false;
        }
    }

    @Override
    public synchronized PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        puts.add(request);
        byte[] bytes = bytes(body);
        return faults.apply(PUT, () -> put(request, bytes), () -> held.add(new HeldPut(request, bytes)));
    }

    @Override
    public synchronized HeadObjectResponse headObject(HeadObjectRequest request) {
        return faults.apply(HEAD, () -> head(request), () -> {});
    }

    @Override
    public synchronized <T> T getObject(
            GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
        return faults.apply(GET, () -> get(request, transformer), () -> {});
    }

    @Override
    public synchronized ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
        return faults.apply(LIST, () -> list(request), () -> {});
    }

    /** By the bytes of their keys, as S3 does it, and a page at a time. */
    private ListObjectsV2Response list(ListObjectsV2Request request) {
        requireBucket(request.bucket());
        String after = request.continuationToken() == null ? request.startAfter() : request.continuationToken();
        int most = request.maxKeys() == null ? MOST_LISTED : request.maxKeys();
        List<S3Object> found = new ArrayList<>();
        objects.forEach((name, object) -> {
            String key = name.substring(name.indexOf('/') + 1);
            if (name.startsWith(request.bucket() + "/")
                    && key.startsWith(request.prefix() == null ? "" : request.prefix())
                    && (after == null || key.compareTo(after) > 0)) {
                found.add(S3Object.builder()
                        .key(key)
                        .eTag(object.eTag())
                        .size((long) object.bytes().length)
                        .lastModified(Instant.EPOCH)
                        .build());
            }
        });
        boolean isTruncated = found.size() > most;
        List<S3Object> page = found.subList(0, Math.min(most, found.size()));
        return ListObjectsV2Response.builder()
                .contents(page)
                .isTruncated(isTruncated)
                .nextContinuationToken(isTruncated ? page.get(page.size() - 1).key() : null)
                .build();
    }

    private <T> T get(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
        requireBucket(request.bucket());
        String name = request.bucket() + "/" + request.key();
        StoredObject object =
                request.versionId() == null ? objects.get(name) : versions.get(name + "?" + request.versionId());
        if (object == null) {
            throw request.versionId() == null ? AwsFailures.noSuchKey() : AwsFailures.s3(404, "NoSuchVersion");
        }
        if (request.ifMatch() != null && !request.ifMatch().equals(object.eTag())) {
            throw AwsFailures.preconditionFailed();
        }
        FakeBody body = new FakeBody(object.bytes(), ends.poll());
        bodies.add(body);
        GetObjectResponse response = GetObjectResponse.builder()
                .eTag(object.eTag())
                .versionId(object.versionId())
                .contentLength((long) object.bytes().length)
                .metadata(object.metadata())
                .build();
        try {
            return transformer.transform(response, AbortableInputStream.create(body, body));
        } catch (Exception e) {
            throw SdkClientException.create("a body that nobody could take", e);
        }
    }

    private PutObjectResponse put(PutObjectRequest request, byte[] bytes) {
        requireBucket(request.bucket());
        if (request.checksumSHA256() != null && !request.checksumSHA256().equals(sha256(bytes))) {
            throw AwsFailures.s3(400, "BadDigest");
        }
        StoredObject current = objects.get(request.bucket() + "/" + request.key());
        if (request.ifNoneMatch() != null && current != null) {
            throw AwsFailures.preconditionFailed();
        }
        if (request.ifMatch() != null) {
            if (current == null) {
                throw AwsFailures.noSuchKey();
            }
            if (!request.ifMatch().equals(current.eTag())) {
                throw AwsFailures.preconditionFailed();
            }
        }
        StoredObject stored = store(request, bytes);
        return PutObjectResponse.builder()
                .eTag(stored.eTag())
                .versionId(stored.versionId())
                .build();
    }

    private StoredObject store(PutObjectRequest request, byte[] bytes) {
        String eTag = '"' + HexFormat.of().formatHex(digest("MD5", bytes)) + '"';
        StoredObject object = new StoredObject(bytes, eTag, "version-" + (versions.size() + 1), request);
        objects.put(request.bucket() + "/" + request.key(), object);
        versions.put(request.bucket() + "/" + request.key() + "?" + object.versionId(), object);
        return object;
    }

    private HeadObjectResponse head(HeadObjectRequest request) {
        requireBucket(request.bucket());
        StoredObject object = objects.get(request.bucket() + "/" + request.key());
        if (object == null) {
            throw AwsFailures.noSuchKey();
        }
        return HeadObjectResponse.builder()
                .eTag(object.eTag())
                .versionId(object.versionId())
                .contentLength((long) object.bytes().length)
                .metadata(object.metadata())
                .build();
    }

    private void requireBucket(String bucket) {
        if (!buckets.contains(bucket)) {
            throw AwsFailures.noSuchBucket();
        }
    }

    private static byte[] bytes(RequestBody body) {
        try (var stream = body.contentStreamProvider().newStream()) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(byte[] bytes) {
        return Base64.getEncoder().encodeToString(digest("SHA-256", bytes));
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
