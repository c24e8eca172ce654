package dev.tributary.inference;

import dev.tributary.audit.Services;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** S3 with one object of rows in the trusted zone, that takes every put. */
final class TrustedObject implements S3Client {

    private final S3Client puts = Services.s3();
    private final byte[] content;

    TrustedObject(byte[] content) {
        this.content = content;
    }

    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
        return ListObjectsV2Response.builder()
                .isTruncated(false)
                .contents(S3Object.builder()
                        .key("trusted/public/employees/year=2026/month=01/day=05/rows.jsonl.gz")
                        .eTag("\"1\"")
                        .size((long) content.length)
                        .lastModified(Instant.EPOCH)
                        .build())
                .build();
    }

    @Override
    public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
        GetObjectResponse response =
                GetObjectResponse.builder().contentLength((long) content.length).build();
        try {
            return transformer.transform(response, AbortableInputStream.create(new ByteArrayInputStream(content)));
        } catch (Exception e) {
            throw new IllegalStateException("bytes that cannot be read", e);
        }
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        return puts.putObject(request, body);
    }

    @Override
    public String serviceName() {
        return puts.serviceName();
    }

    @Override
    public void close() {}
}
