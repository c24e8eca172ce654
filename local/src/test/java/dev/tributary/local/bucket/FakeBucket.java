package dev.tributary.local.bucket;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;

/** A bucket that lists its versions as S3 does: by key, the newest first, two a page. */
final class FakeBucket implements S3Client {

    private static final int PAGE = 2;

    private final List<software.amazon.awssdk.services.s3.model.ObjectVersion> versions = new ArrayList<>();
    private boolean unavailable;

    /** Puts a version; its ETag is its place in the order of all puts. */
    synchronized void put(String key, Instant at) {
        put(key, at, "v" + versions.size(), "e" + versions.size());
    }

    synchronized void put(String key, Instant at, @Nullable String versionId, String eTag) {
        versions.add(
                0,
                software.amazon.awssdk.services.s3.model.ObjectVersion.builder()
                        .key(key)
                        .versionId(versionId == null ? "null" : versionId)
                        .eTag('"' + eTag + '"')
                        .size(7L)
                        .lastModified(at)
                        .build());
        versions.sort(Comparator.comparing(software.amazon.awssdk.services.s3.model.ObjectVersion::key));
    }

    synchronized void fail(boolean fails) {
        unavailable = fails;
    }

    @Override
    public synchronized ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
        if (unavailable) {
            throw SdkClientException.create("unavailable");
        }
        List<software.amazon.awssdk.services.s3.model.ObjectVersion> listed = versions.stream()
                .filter(version -> version.key().startsWith(request.prefix()))
                .toList();
        int from = request.keyMarker() == null ? 0 : Integer.parseInt(request.keyMarker());
        int to = Math.min(listed.size(), from + PAGE);
        return ListObjectVersionsResponse.builder()
                .versions(listed.subList(from, to))
                .isTruncated(to < listed.size())
                .nextKeyMarker(Integer.toString(to))
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
